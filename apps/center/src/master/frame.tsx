/** What the pages about master data share. */
import { Tabs } from "@madoguchi/ui";
import type { ReactNode } from "react";
import type { OfficialActor } from "../accounts/index.ts";
import { OfficePage } from "../shell/pages.tsx";

export const LISTS = "/office/facility-lists";

export const CLOSINGS = "/office/closings";

export const DEVICES = "/office/devices";
export const DEVICES_TITLE = "機種の一覧";

const tabs = [
  { href: LISTS, label: "医療機関等の名簿" },
  { href: DEVICES, label: DEVICES_TITLE },
  { href: CLOSINGS, label: "コールセンターの休業日" },
] as const;

type MasterPageProps = {
  readonly actor: OfficialActor;
  readonly title: string;
  /** Which of the three parts it belongs to. */
  readonly part: (typeof tabs)[number]["href"];
  readonly errorCount?: number;
  readonly width?: "text" | "wide";
  readonly children: ReactNode;
};

/** Title and tabs of the part's front page stand above; a page below it has a way back instead. */
export function MasterPage({ actor, title, part, errorCount, width, children }: MasterPageProps) {
  const tab = tabs.find(({ href }) => href === part);
  const isFront = tab?.label === title;

  return (
    <OfficePage
      title={title}
      actor={actor}
      current={LISTS}
      errorCount={errorCount ?? 0}
      width={width ?? "wide"}
      crumbs={[
        { label: "審査室", href: "/office" },
        ...(isFront ? [] : [{ label: tab?.label ?? "", href: part }]),
        { label: title },
      ]}
    >
      {isFront && (
        <Tabs
          label="基礎データ"
          tabs={tabs.map((each) => ({ ...each, current: each.href === part }))}
        />
      )}
      {children}
    </OfficePage>
  );
}
