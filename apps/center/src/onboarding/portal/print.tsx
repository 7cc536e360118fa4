import { formatDateTime, tokyoDate } from "@madoguchi/notation";
import { LinkButton, PageHeading, Table } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { chapters, checklistItems, standingOf } from "../checklist.ts";
import type { ItemStanding, Standing } from "../checklist.ts";
import { dateWords, proofWords, stateWords } from "./home-words.ts";

const TITLE = "準備作業チェックリスト";

type PrintPageProps = { actor: FacilityActor; standing: Standing; now: Temporal.Instant };

/** The whole list as a table that fits one sheet, with room to write who does what. */
export function PrintPage({ actor, standing, now }: PrintPageProps) {
  const today = tokyoDate(now);
  const columns: Column<ItemStanding>[] = [
    {
      key: "item",
      header: "項目",
      rowHeader: true,
      cell: ({ key }) => checklistItems[key].title,
    },
    {
      key: "chapter",
      header: "章",
      cell: ({ key }) => chapters[checklistItems[key].chapter].charAt(0),
      numeric: true,
    },
    { key: "state", header: "状態", cell: ({ state }) => stateWords[state] },
    { key: "date", header: "日付・期限", cell: (item) => dateWords(item, standing, today) ?? "－" },
    { key: "proof", header: "分かること", cell: (item) => proofWords(item, standing) ?? "－" },
    // To be written on.
    { key: "who", header: "担当（手書き）", cell: () => "　　　　　　" },
  ];

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/home"
      crumbs={[{ label: "準備の進み具合", href: "/home" }, { label: "印刷用" }]}
    >
      <PageHeading
        caption={actor.facilityName}
        lead={`${formatDateTime(now)} の時点です。印刷は、ブラウザーの「印刷」を使ってください。`}
      >
        {TITLE}
      </PageHeading>
      <Table
        caption={TITLE}
        hideCaption
        columns={columns}
        rows={standingOf(standing)}
        rowKey={({ key }) => key}
      />
      <LinkButton href="/home" variant="secondary">
        準備の進み具合へ戻る
      </LinkButton>
    </PortalPage>
  );
}
