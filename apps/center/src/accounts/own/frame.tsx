/** The frame of pages about one's own account: the portal's for people of facilities, the office's for officials. */
import { ErrorSummary, PageHeading } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { OfficePage, PortalPage } from "../../shell/pages.tsx";
import { facilityActor, officialActor } from "../guard.tsx";
import type { SignedIn } from "../signed-in.ts";
import type { FacilityActor } from "../rules.ts";
import { doors } from "../rules/doors.ts";

/** Whose page it is, as far as the header says it. */
export type Owner = SignedIn & {
  /** Null for officials, and for who acts for no facility any more. */
  readonly actor: FacilityActor | null;
};

export function ownerOf(person: SignedIn): Owner {
  return { ...person, actor: facilityActor(person) };
}

type OwnPageProps = {
  readonly owner: Owner;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly errors?: readonly { name: string; message: string }[];
  /** Of the summary of errors, where nothing that was typed is at fault. */
  readonly heading?: string | undefined;
  readonly width?: "text" | "wide";
  readonly enhanced?: boolean | "passkey";
  /** Pages between 「アカウント」 and this one. */
  readonly within?: readonly { label: string; href: string }[];
  readonly children: ReactNode;
};

export function OwnPage({ owner, errors = [], children, ...props }: OwnPageProps) {
  const { title, width = "text", enhanced = false, within } = props;
  const { account } = doors[owner.account.realm];
  const crumbs = within
    ? [{ label: "アカウント", href: account }, ...within, { label: title }]
    : [{ label: "アカウント" }];
  const frame = { title, width, enhanced, crumbs, errorCount: errors.length };
  const body = (
    <Body {...props} errors={errors}>
      {children}
    </Body>
  );

  return owner.account.realm === "office" ? (
    <OfficePage {...frame} actor={officialActor(owner)}>
      {body}
    </OfficePage>
  ) : (
    <PortalPage {...frame} actor={owner.actor ?? { ...nobody, name: owner.account.name }}>
      {body}
    </PortalPage>
  );
}

const nobody = {
  facilityId: null,
  facilityName: "担当する施設なし",
  facilityKind: "",
  facilityCode: "",
  rights: [],
  memberships: [],
};

/** Of who is only half signed in: no links that would lead to this page again. */
export function HalfwayPage({
  owner,
  errors = [],
  children,
  ...props
}: Omit<OwnPageProps, "owner" | "within" | "width"> & { readonly owner: SignedIn }) {
  const { title, enhanced = false } = props;
  const frame = { title, enhanced, width: "text", errorCount: errors.length } as const;
  const body = (
    <Body {...props} errors={errors}>
      {children}
    </Body>
  );

  return owner.account.realm === "office" ? (
    <OfficePage {...frame} actor={null}>
      {body}
    </OfficePage>
  ) : (
    <PortalPage {...frame} actor={null} signIn={false}>
      {body}
    </PortalPage>
  );
}

type BodyProps = Pick<OwnPageProps, "title" | "lead" | "heading" | "children"> &
  Required<Pick<OwnPageProps, "errors">>;

function Body({ title, lead, heading, errors, children }: BodyProps) {
  return (
    <>
      <ErrorSummary errors={errors} heading={heading} />
      <PageHeading lead={lead}>{title}</PageHeading>
      {children}
    </>
  );
}
