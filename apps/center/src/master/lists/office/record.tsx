/** What lists said of one place, from when on, and who registered under its code. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import { DescriptionList, PageHeading, Section, Table } from "@madoguchi/ui";
import type { OfficialActor } from "../../../accounts/index.ts";
import { detailText, facilityKindName } from "../../../facilities/index.ts";
import type { Facility, MasterVersion } from "../../../facilities/index.ts";
import { LISTS, MasterPage } from "../../frame.tsx";

const changeNames = {
  added: "追加",
  changed: "変更",
  gone: "名簿になくなった",
} as const satisfies Record<MasterVersion["change"], string>;

type RecordPageProps = {
  readonly actor: OfficialActor;
  readonly newest: MasterVersion;
  /** The newest first. */
  readonly versions: readonly MasterVersion[];
  readonly facility: Facility | undefined;
};

export function RecordPage({ actor, newest, versions, facility }: RecordPageProps) {
  return (
    <MasterPage actor={actor} title={newest.name} part={LISTS}>
      <PageHeading caption={`${facilityKindName(newest.kind)}　${newest.code}`}>
        {newest.name}
      </PageHeading>
      <DescriptionList
        items={[
          {
            term: "登録",
            detail: facility
              ? `${facility.name}として、${formatDateTime(facility.createdAt)}に登録`
              : "まだ登録していません",
          },
          ...(newest.became === null
            ? []
            : [
                {
                  term: "新しいコード",
                  detail: <a href={`${LISTS}/records/${newest.became}`}>{newest.became}</a>,
                },
              ]),
        ]}
      />
      <Section heading="名簿の記録">
        <Table
          caption="名簿の記録、新しい順"
          hideCaption
          columns={[
            {
              key: "on",
              header: "いつから",
              rowHeader: true,
              cell: ({ listedOn }) => formatDate(listedOn),
            },
            { key: "change", header: "変化", cell: ({ change }) => changeNames[change] },
            { key: "name", header: "名称", cell: ({ name }) => name },
            { key: "founder", header: "開設者", cell: ({ founder }) => founder ?? "記載なし" },
            { key: "address", header: "所在地", cell: ({ address }) => address ?? "記載なし" },
            {
              key: "phone",
              header: "電話番号",
              cell: ({ phone }) => (phone === null ? "記載なし" : detailText("phone", phone)),
            },
            { key: "source", header: "名簿", cell: ({ source }) => source },
            {
              key: "at",
              header: "取り込み",
              cell: ({ recordedAt }) => formatDateTime(recordedAt),
            },
          ]}
          rows={versions}
          rowKey={({ recordedAt }) => recordedAt.toString()}
        />
      </Section>
    </MasterPage>
  );
}
