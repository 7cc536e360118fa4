/** What a list would change, before anything is written. */
import { DescriptionList, EmptyState, Section, Table } from "@madoguchi/ui";
import type { CsvFields } from "@madoguchi/platform";
import { detailLabels, detailText } from "../../../facilities/index.ts";
import { LISTS } from "../../frame.tsx";
import type { ListPreview } from "../store.ts";
import { count } from "./lists.tsx";

/** How many are shown of each; the file has all. */
const SHOWN = 50;

export function PreviewSections({ id, preview }: { id: string; preview: ListPreview }) {
  const { counts, known, differences, arrivals, successions, affected } = preview;

  return (
    <>
      <Section heading="まとめ">
        <DescriptionList
          items={[
            { term: "名簿の行", detail: count(counts.lines) },
            { term: "いま知っている施設", detail: count(known) },
            { term: "追加", detail: count(counts.added) },
            { term: "変更", detail: count(counts.changed) },
            { term: "名簿になくなった", detail: count(counts.gone) },
            { term: "変わりなし", detail: count(counts.unchanged) },
            { term: "より新しい名簿で知っている", detail: count(counts.older) },
          ]}
        />
      </Section>
      <Section heading={`影響を受ける登録済みの施設　${count(affected.length)}`}>
        {affected.length === 0 ? (
          <EmptyState title="登録と違う内容になる施設はありません" />
        ) : (
          <>
            <p>取り込むと、これらの施設の管理者にメールで知らせます。登録の内容は変わりません。</p>
            <Table
              caption={shownOf(affected.length)}
              columns={[
                { key: "code", header: "コード", rowHeader: true, cell: ({ code }) => code },
                { key: "name", header: "施設", cell: ({ name }) => name },
                {
                  key: "what",
                  header: "名簿の変化",
                  cell: ({ fields, became }) =>
                    fields.length > 0
                      ? `${fields.map((field) => detailLabels[field]).join("、")}が変わる`
                      : became === null
                        ? "名簿になくなる"
                        : `コードが${became}に変わる`,
                },
              ]}
              rows={affected.slice(0, SHOWN)}
              rowKey={({ facilityId }) => facilityId}
            />
          </>
        )}
      </Section>
      {successions.length > 0 && (
        <Section heading={`コードの変更と統合　${count(successions.length)}`}>
          <p>名簿になくなった施設と、名称・所在地・電話番号・開設者が同じ行です。</p>
          <Table
            caption={shownOf(successions.length)}
            columns={[
              { key: "code", header: "前のコード", rowHeader: true, cell: ({ code }) => code },
              { key: "name", header: "前の名称", cell: ({ name }) => name },
              { key: "became", header: "新しいコード", cell: ({ became }) => became },
              { key: "becameName", header: "新しい名称", cell: ({ becameName }) => becameName },
              {
                key: "what",
                header: "見立て",
                cell: ({ isMerger }) => (isMerger ? "統合" : "コードの変更"),
              },
            ]}
            rows={successions.slice(0, SHOWN)}
            rowKey={({ code }) => code}
          />
        </Section>
      )}
      {arrivals.length > 0 && (
        <Section heading={`加わる施設と、なくなる施設　${count(arrivals.length)}`}>
          <Table
            caption={shownOf(arrivals.length)}
            columns={[
              { key: "code", header: "コード", rowHeader: true, cell: ({ code }) => code },
              { key: "name", header: "名称", cell: ({ name }) => name },
              { key: "change", header: "変化", cell: ({ change }) => arrivalWords[change] },
            ]}
            rows={arrivals.slice(0, SHOWN)}
            rowKey={({ code }) => code}
          />
        </Section>
      )}
      <Section
        heading={`変わる内容　${count(differences.length)}`}
        action={<a href={`${LISTS}/${id}/differences.csv`}>違いの一覧をCSVで受け取る</a>}
      >
        {differences.length === 0 ? (
          <EmptyState title="前の名簿から変わる内容はありません" />
        ) : (
          <Table
            caption={shownOf(differences.length)}
            columns={[
              { key: "code", header: "コード", rowHeader: true, cell: ({ code }) => code },
              { key: "field", header: "項目", cell: ({ field }) => detailLabels[field] },
              {
                key: "before",
                header: "前の名簿",
                cell: ({ field, before }) =>
                  before === null ? "記載なし" : detailText(field, before),
              },
              {
                key: "after",
                header: "新しい名簿",
                cell: ({ field, after }) =>
                  after === null ? "記載なし" : detailText(field, after),
              },
            ]}
            rows={differences.slice(0, SHOWN)}
            rowKey={({ code, field }) => `${code} ${field}`}
          />
        )}
      </Section>
    </>
  );
}

const arrivalWords = { added: "加わる", gone: "名簿になくなる" } as const;

function shownOf(all: number): string {
  return all > SHOWN ? `はじめの${SHOWN}件` : "すべて";
}

/** All of them, for a spreadsheet. */
export function differenceRows({
  differences,
  arrivals,
  successions,
}: ListPreview): readonly CsvFields[] {
  return [
    ["コード", "項目", "前の名簿", "新しい名簿"],
    ...differences.map(({ code, field, before, after }) => [
      code,
      detailLabels[field],
      before ?? "",
      after ?? "",
    ]),
    ...arrivals.map(({ code, name, change }) => [
      code,
      arrivalWords[change],
      change === "gone" ? name : "",
      change === "gone" ? "" : name,
    ]),
    ...successions.map(({ code, became, isMerger }) => [
      code,
      isMerger ? "統合" : "コードの変更",
      code,
      became,
    ]),
  ];
}
