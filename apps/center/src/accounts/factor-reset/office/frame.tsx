import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { OfficePage } from "../../../shell/pages.tsx";
import type { OfficialActor } from "../../rules.ts";
import { TITLE } from "../words.tsx";

export const PATH = "/office/factor-resets";

type ResetFrameProps = {
  readonly actor: OfficialActor;
  readonly title: string;
  readonly lead?: string;
  readonly state: FormState;
  readonly children: ReactNode;
};

/** Of the pages behind the list. */
export function ResetFrame({ actor, title, lead, state, children }: ResetFrameProps) {
  const errors = summaryOf(state.errors);

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={PATH}
      width="text"
      errorCount={errors.length}
      crumbs={[{ label: TITLE, href: PATH }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead={lead}>{title}</PageHeading>
      {children}
    </OfficePage>
  );
}
