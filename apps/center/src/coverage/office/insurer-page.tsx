/** One insurer: who they are, their contract, their files and their keys. */
import {
  formatDateTime,
  formatPhone,
  formatPostalCode,
  parseInsurerNumber,
} from "@madoguchi/notation";
import {
  ButtonRow,
  DescriptionList,
  EmptyState,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  Table,
} from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { Steps } from "../../shell/steps.tsx";
import type { ContractChange } from "../rules/contracts.ts";
import type { Delivery } from "../store/deliveries.ts";
import type { InsurerKey } from "../store/insurer-keys.ts";
import type { InsurerTable } from "../store/tables.ts";
import {
  ContractBadge,
  contractWords,
  DeliveryBadge,
  InsurerPage,
  lawWords,
  modeName,
  number,
  pathOf,
  percent,
} from "./frame.tsx";
import { KeySection } from "./keys.tsx";

type OnePageProps = {
  readonly actor: OfficialActor;
  readonly insurer: InsurerTable;
  readonly share: number;
  readonly deliveries: readonly Delivery[];
  readonly count: number;
  readonly keys: readonly InsurerKey[];
  readonly isFirst: boolean;
  readonly next: string | null;
  readonly today: Temporal.PlainDate;
  readonly contractChange: ContractChange | undefined;
  readonly done: keyof typeof doneWords | undefined;
};

const doneWords = {
  registered: "保険者を登録しました",
  changed: "登録内容を変更しました",
  "contract-changed": "契約を変更しました",
  "contract-kept": "契約は変えていません",
} as const;

export function OnePage(props: OnePageProps) {
  const {
    actor,
    insurer,
    share,
    deliveries,
    count,
    keys,
    isFirst,
    next,
    today,
    contractChange,
    done,
  } = props;
  const base = pathOf(insurer);
  const parsed = parseInsurerNumber(insurer.number);

  return (
    <InsurerPage actor={actor} insurer={insurer}>
      {done && <Notice tone="success" title={doneWords[done]} />}
      {contractChange && (
        <Notice tone="warning" title="契約の変更が、2人目の確認を待っています">
          <May right="insurers.change">
            <p>
              <a href={`${base}/contract`}>変更の内容を見る</a>
            </p>
          </May>
        </Notice>
      )}
      <PageHeading caption={`保険者番号 ${insurer.number}`}>{insurer.name}</PageHeading>
      <ButtonRow>
        <May right="insurers.change">
          <LinkButton href={`${base}/upload`}>ファイルを取り込む</LinkButton>
        </May>
        <LinkButton href={`${base}/suspended`} variant="secondary">
          照会停止中の人
        </LinkButton>
      </ButtonRow>
      <Section
        heading="登録内容"
        action={
          <May right="insurers.change">
            <a href={`${base}/edit`}>登録内容を変更する</a>
          </May>
        }
      >
        <DescriptionList
          items={[
            { term: "フリガナ", detail: insurer.kana ?? "なし" },
            ...(parsed.ok
              ? [
                  { term: "法別番号", detail: lawWords(parsed.value) },
                  { term: "都道府県", detail: parsed.value.prefecture.name },
                ]
              : []),
            {
              term: "契約",
              detail: (
                <>
                  {contractWords(insurer)} <ContractBadge insurer={insurer} today={today} />
                  <br />
                  <May right="insurers.change">
                    <a href={`${base}/contract`}>契約を変更する</a>
                  </May>
                </>
              ),
            },
            {
              term: "電話",
              detail:
                insurer.telephone === null
                  ? "なし"
                  : `${formatPhone(insurer.telephone)}${insurer.hours === null ? "" : `（${insurer.hours}）`}`,
            },
            {
              term: "所在地",
              detail: [
                insurer.postalCode === null ? "" : `〒${formatPostalCode(insurer.postalCode)}`,
                insurer.address ?? "なし",
              ].join(" "),
            },
            {
              term: "2人目の確認",
              detail: `資格の${percent(share)}%を超えて終わるファイルは、もう1人の確認を待ちます。`,
            },
          ]}
        />
      </Section>
      <Section heading={`届いたファイル　${number(count)}件`}>
        {deliveries.length === 0 ? (
          <EmptyState title="届いたファイルはまだありません。" />
        ) : (
          <Table
            caption="届いたファイル"
            hideCaption
            rows={deliveries}
            rowKey={(row) => row.id}
            columns={[
              {
                key: "at",
                header: "届いた日時",
                rowHeader: true,
                cell: (row) => (
                  <a href={`/office/feeds/${row.id}`}>{formatDateTime(row.receivedAt)}</a>
                ),
              },
              { key: "name", header: "ファイル", cell: (row) => row.fileName },
              { key: "mode", header: "種類", cell: modeName },
              {
                key: "lines",
                header: "行",
                numeric: true,
                cell: (row) => (row.counts === null ? "—" : number(row.counts.lines)),
              },
              {
                key: "problems",
                header: "誤り・保留",
                numeric: true,
                cell: (row) => number(row.problemCount),
              },
              { key: "state", header: "状態", cell: (row) => <DeliveryBadge {...row} /> },
            ]}
          />
        )}
        <Steps label="届いたファイル" path={base} isFirst={isFirst} next={next} />
      </Section>
      <KeySection insurer={insurer} keys={keys} />
    </InsurerPage>
  );
}
