/** What the pages about mail share. */
import { Tabs } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { OfficialActor } from "../../accounts/index.ts";
import { OfficePage } from "../../shell/pages.tsx";

export const TEMPLATES = "/office/mails";

export const UNREACHABLE = "/office/unreachable-addresses";

const tabs = [
  { href: TEMPLATES, label: "メールの文面" },
  { href: UNREACHABLE, label: "届かないアドレス" },
] as const;

type MailPageProps = {
  readonly actor: OfficialActor;
  readonly title: string;
  readonly width?: "text" | "wide";
  /** The page above it, where it is no front page. */
  readonly above?: { readonly label: string; readonly href: string };
  readonly children: ReactNode;
};

/** Tabs stand above the front pages; a page below one has a way back instead. */
export function MailPage({ actor, title, above, width, children }: MailPageProps) {
  return (
    <OfficePage
      title={title}
      actor={actor}
      current={TEMPLATES}
      width={width ?? "wide"}
      crumbs={[{ label: "審査室", href: "/office" }, ...(above ? [above] : []), { label: title }]}
    >
      {above === undefined && (
        <Tabs
          label="メール"
          tabs={tabs.map((each) => ({ ...each, current: each.label === title }))}
        />
      )}
      {children}
    </OfficePage>
  );
}
