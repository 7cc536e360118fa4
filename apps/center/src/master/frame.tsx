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

type Part = (typeof tabs)[number]["href"];

type MasterPageProps = {
  readonly actor: OfficialActor;
  readonly title: string;
  /** Which of the three parts it belongs to. */
  readonly part: Part;
  readonly errorCount?: number;
  readonly width?: "text" | "wide";
  readonly children: ReactNode;
};

/** Title and tabs of the part's front page stand above; a page below it has a way back instead. */
export function MasterPage({ actor, title, part, errorCount, width, children }: MasterPageProps) {
  return (
    <OfficePage
      title={title}
      actor={actor}
      errorCount={errorCount ?? 0}
      width={width ?? "wide"}
      {...placeOf(part, title)}
    >
      {isFront(part, title) && (
        <Tabs
          label="基礎データ"
          tabs={tabs.map((each) => ({ ...each, current: each.href === part }))}
        />
      )}
      {children}
    </OfficePage>
  );
}

/** Of a page in the menu, and the pages above it. */
export function placeOf(part: Part, title: string) {
  return {
    current: LISTS,
    crumbs: [
      { label: "審査室", href: "/office" },
      ...(isFront(part, title) ? [] : [{ label: labelOf(part), href: part }]),
      { label: title },
    ],
  };
}

function isFront(part: Part, title: string): boolean {
  return labelOf(part) === title;
}

function labelOf(part: Part): string {
  return tabs.find(({ href }) => href === part)?.label ?? "";
}
