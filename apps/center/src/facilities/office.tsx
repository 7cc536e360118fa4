/** For an official who reviews something of a facility: what the lists say of it, and where the facility says otherwise. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import { Notice, Section, StatusBadge, Table } from "@madoguchi/ui";
import { detailFields, detailLabels, detailText, differencesOf } from "./rules/details.ts";
import type { DetailField } from "./rules/details.ts";
import { targetNames } from "./rules/eligible-words.ts";
import { isTarget } from "./rules/eligible.ts";
import type { Correction } from "./store/corrections.ts";
import type { Facility } from "./store/facilities.ts";
import type { MasterRecord } from "./store/master.ts";

export type MasterComparison = {
  readonly master: MasterRecord | undefined;
  readonly corrections: readonly Correction[];
};

type MasterSectionProps = { facility: Facility; comparison: MasterComparison };

export function MasterSection({
  facility,
  comparison: { master, corrections },
}: MasterSectionProps) {
  if (!master) {
    return (
      <Section heading="名簿との違い">
        <p>
          <StatusBadge tone="warning">目で確認</StatusBadge>
        </p>
        <p>このコードは、取り込んだ名簿にありません。指定通知書などで確かめてください。</p>
      </Section>
    );
  }
  const differing = new Set<DetailField>(differencesOf(master, facility).map(({ field }) => field));

  return (
    <Section heading="名簿との違い">
      <p>
        {master.source}（{formatDate(master.listedOn)}現在）
      </p>
      {master.leftOn && (
        <Notice tone="warning" title={`${formatDate(master.leftOn)}の名簿にはない施設です。`} />
      )}
      {differing.size === 0 ? (
        <p>
          <StatusBadge tone="success">違いなし</StatusBadge>
        </p>
      ) : (
        <>
          <Table
            caption="名簿と、施設が登録した内容"
            hideCaption
            columns={[
              {
                key: "field",
                header: "項目",
                rowHeader: true,
                cell: (field) => (
                  <>
                    {detailLabels[field]}{" "}
                    {differing.has(field) && <StatusBadge tone="warning">違い</StatusBadge>}
                  </>
                ),
              },
              {
                key: "master",
                header: "名簿",
                cell: (field) => detailText(field, master[field] ?? "") || "記載なし",
              },
              {
                key: "facility",
                header: "施設の登録",
                cell: (field) => detailText(field, facility[field]),
              },
            ]}
            rows={detailFields}
            rowKey={(field) => field}
          />
          <ProposedNote corrections={corrections} />
        </>
      )}
    </Section>
  );
}

/** Whether somebody saw the list's word and wrote another: then it is no slip. */
function ProposedNote({ corrections }: Pick<MasterComparison, "corrections">) {
  const [first] = corrections;
  if (!first) {
    return null;
  }
  const fields = corrections.map(({ field }) => detailLabels[field]).join("、");

  return (
    <p>
      施設は{formatDateTime(first.proposedAt)}に、名簿を見たうえで「{fields}」を直して登録しました。
    </p>
  );
}

/** What the facility answered before it registered; null where it was not asked. */
export function statedTargetName({ statedTarget }: Pick<Facility, "statedTarget">): string | null {
  return statedTarget !== null && isTarget(statedTarget) ? targetNames[statedTarget] : null;
}
