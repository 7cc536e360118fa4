/** The desks of a grant: those who judge, those who pay, the books, and the rules. */
import { Tabs } from "@madoguchi/ui";
import { useContext } from "react";
import type { OfficeRight } from "../../accounts/index.ts";
import { ReaderRights } from "../../shell/pages.tsx";

const desks = {
  "/office/grants": { label: "審査", right: "grants.see" },
  "/office/grants/payments": { label: "振込", right: "payments.see" },
  "/office/grants/budget": { label: "予算と帳簿", right: "grants.see" },
  "/office/grants/programmes": { label: "補助事業", right: "grants.see" },
  "/office/grants/reports": { label: "年度報告", right: "grants.see" },
} as const satisfies Record<string, { label: string; right: OfficeRight }>;

export function DeskTabs({ current }: { current: keyof typeof desks }) {
  const rights = useContext(ReaderRights);

  return (
    <Tabs
      label="補助金の仕事"
      tabs={Object.entries(desks)
        .filter(([, { right }]) => rights.includes(right))
        .map(([href, { label }]) => ({ href, label, current: href === current }))}
    />
  );
}
