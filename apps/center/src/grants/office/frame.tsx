/** The desks of a grant: those who judge, those who pay, the books, and the rules. */
import { Tabs } from "@madoguchi/ui";

const desks = {
  "/office/grants": "審査",
  "/office/grants/payments": "振込",
  "/office/grants/budget": "予算と帳簿",
  "/office/grants/programmes": "補助事業",
  "/office/grants/reports": "年度報告",
} as const;

export function DeskTabs({ current }: { current: keyof typeof desks }) {
  return (
    <Tabs
      label="補助金の仕事"
      tabs={Object.entries(desks).map(([href, label]) => ({
        href,
        label,
        current: href === current,
      }))}
    />
  );
}
