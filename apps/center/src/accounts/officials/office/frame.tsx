import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { OfficePage } from "../../../shell/pages.tsx";
import type { OfficialActor } from "../../rules.ts";

export const OFFICIALS = "/office/officials";

type OfficialsFrameProps = {
  readonly actor: OfficialActor;
  readonly title: string;
  readonly lead?: string | undefined;
  readonly state?: FormState;
  readonly width?: "text" | "wide";
  readonly children: ReactNode;
};

/** Of the pages behind the list. */
export function OfficialsFrame(props: OfficialsFrameProps) {
  const { actor, title, lead, state, width = "text", children } = props;
  const errors = summaryOf(state?.errors ?? {});

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={OFFICIALS}
      width={width}
      errorCount={errors.length}
      crumbs={[{ label: "職員と役割", href: OFFICIALS }, { label: title }]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading lead={lead}>{title}</PageHeading>
      {children}
    </OfficePage>
  );
}
