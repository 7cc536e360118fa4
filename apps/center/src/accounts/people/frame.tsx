/** The frame of the pages about a facility's people. */
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { PortalPage } from "../../shell/pages.tsx";
import type { FacilityActor } from "../rules.ts";

export const PEOPLE = "/account/people";
export const PEOPLE_TITLE = "担当者";

type PeoplePageProps = {
  readonly actor: FacilityActor;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly errors?: readonly { name: string; message: string }[];
  readonly width?: "text" | "wide";
  readonly children: ReactNode;
};

export function PeoplePage({
  actor,
  title,
  lead,
  errors = [],
  width = "text",
  children,
}: PeoplePageProps) {
  const isList = title === PEOPLE_TITLE;

  return (
    <PortalPage
      title={title}
      actor={actor}
      width={width}
      errorCount={errors.length}
      crumbs={[
        { label: "アカウント", href: "/account" },
        ...(isList
          ? [{ label: title }]
          : [{ label: PEOPLE_TITLE, href: PEOPLE }, { label: title }]),
      ]}
    >
      <ErrorSummary errors={errors} />
      <PageHeading caption={actor.facilityName} lead={lead}>
        {title}
      </PageHeading>
      {children}
    </PortalPage>
  );
}
