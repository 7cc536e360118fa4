/** The frame of pages for who comes by a link and is not signed in. */
import type { FieldErrors } from "@madoguchi/platform";
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { summaryOf } from "../../shell/errors.tsx";
import { PortalPage } from "../../shell/pages.tsx";

type GuestPageProps = {
  readonly title: string;
  readonly lead: string;
  readonly errors?: FieldErrors;
  readonly children: ReactNode;
};

export function GuestPage({ title, lead, errors = {}, children }: GuestPageProps) {
  const summary = summaryOf(errors);

  return (
    <PortalPage title={title} actor={null} signIn={false} width="text" errorCount={summary.length}>
      <ErrorSummary errors={summary} />
      <PageHeading lead={lead}>{title}</PageHeading>
      {children}
    </PortalPage>
  );
}
