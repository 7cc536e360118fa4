/** Another catalogue on its way: what it would change, and for whom. */
import { EmptyState, Section, Table } from "@madoguchi/ui";
import type { AffectedDevice, DeviceDifference } from "../difference.ts";
import { deviceColumns } from "../file.ts";
import type { DeviceField } from "../file.ts";

type CatalogueChangesProps = {
  readonly differences: readonly DeviceDifference[];
  /** Null once it is decided. */
  readonly affected: readonly AffectedDevice[] | null;
};

export function CatalogueChanges({ differences, affected }: CatalogueChangesProps) {
  return (
    <>
      <Section heading={`変わるところ　${differences.length}件`}>
        <Table
          caption="変わるところ"
          hideCaption
          columns={[
            { key: "model", header: "機種", rowHeader: true, cell: ({ model }) => model },
            { key: "what", header: "項目", cell: (row) => whatWords(row) },
            {
              key: "before",
              header: "前",
              cell: (row) => (row.kind === "changed" ? row.before || "なし" : "－"),
            },
            {
              key: "after",
              header: "後",
              cell: (row) => (row.kind === "changed" ? row.after || "なし" : "－"),
            },
          ]}
          rows={differences}
          rowKey={(row) => `${row.model} ${row.kind === "changed" ? row.field : row.kind}`}
        />
      </Section>
      {affected && <Affected affected={affected} />}
    </>
  );
}

function Affected({ affected }: { affected: readonly AffectedDevice[] }) {
  return (
    <Section heading={`影響を受ける審査中の補助金の申請　${affected.length}件`}>
      {affected.length === 0 ? (
        <EmptyState title="機種の見立てが変わる申請はありません" />
      ) : (
        <>
          <p>審査の「気づき」の見立てが変わります。申請の内容と金額は変わりません。</p>
          <Table
            caption="影響を受ける申請"
            hideCaption
            columns={[
              {
                key: "facility",
                header: "施設",
                rowHeader: true,
                cell: ({ facilityName, href }) => <a href={href}>{facilityName}</a>,
              },
              { key: "name", header: "申請の機器", cell: ({ name }) => name },
              { key: "before", header: "いまの見立て", cell: ({ before }) => modelWords(before) },
              { key: "after", header: "新しい見立て", cell: ({ after }) => modelWords(after) },
            ]}
            rows={affected}
            rowKey={({ href, name }) => `${href} ${name}`}
          />
        </>
      )}
    </Section>
  );
}

function whatWords(difference: DeviceDifference): string {
  switch (difference.kind) {
    case "added":
      return "加わる";
    case "gone":
      return "なくなる";
    case "changed":
      return titleOf(difference.field);
  }
}

function titleOf(field: DeviceField): string {
  return deviceColumns.find(({ key }) => key === field)?.title ?? field;
}

function modelWords(model: string | null): string {
  return model ?? "一覧にない機種";
}
