/** Parts of an application as both counters show them. */
import { sizeText } from "@madoguchi/platform";
import { formatDate, formatDateTime, formatYen } from "@madoguchi/notation";
import { DescriptionList, Lines, StatusBadge, Table, Thumbnail } from "@madoguchi/ui";
import type { Column, Tone } from "@madoguchi/ui";
import type { ReactNode } from "react";
import { facilityKindName } from "../facilities/index.ts";
import type { Facility } from "../facilities/index.ts";
import { eligibleYenOf, grantAmount, otherYenOf } from "./rules/amount.ts";
import type { CostLine, WorkedAmount } from "./rules/amount.ts";
import { depositKinds, grantStates } from "./rules/application.ts";
import type { BankAccount, GrantState } from "./rules/application.ts";
import {
  eligibleItemNames,
  exhaustions,
  itemKinds,
  purchasePeriodText,
  rateText,
  roundings,
  taxWord,
  untilText,
} from "./rules/programme.ts";
import { askedOf, occasionText, paperKinds, paperTexts, uploadedKinds } from "./rules/papers.ts";
import type { Programme } from "./rules/programme.ts";
import { taxes } from "./rules/tax.ts";
import { isViewable, receiptTypeName, remarks } from "./rules/receipts.ts";
import type { Receipt } from "./store/receipts.ts";
import type { Temporal } from "temporal-polyfill";

const tones = {
  draft: "neutral",
  submitted: "info",
  returned: "warning",
  approved: "success",
  refused: "error",
} as const satisfies Record<GrantState, Tone>;

export function StateBadge({ state }: { state: GrantState }) {
  return <StatusBadge tone={tones[state]}>{grantStates[state]}</StatusBadge>;
}

export function ProgrammeFacts({
  programme,
  now,
}: {
  programme: Programme;
  now: Temporal.Instant;
}) {
  return (
    <DescriptionList
      items={[
        { term: "受付", detail: untilText(now, programme.intakeUntil) },
        {
          term: "期限の後",
          detail: `入力だけで提出していない申請は、提出できなくなります。提出した申請への直しのお願いには、お願いした日から${programme.correctionDays}日のあいだ応じられます。`,
        },
        {
          term: "補助額",
          detail: `対象経費（${taxWord(programme)}）の${rateText(programme)}、上限${formatYen(programme.capYen)}（${formatYen(programme.roundingYen)}未満は${roundings[programme.rounding]}）`,
        },
        { term: "対象の品目", detail: eligibleItemNames(programme) },
        { term: "購入日の期間", detail: purchasePeriodText(programme) },
        {
          term: "申請の回数",
          detail: programme.oncePerFacility
            ? "1つの施設につき1回。購入したものをまとめて申請します。"
            : "前の申請の交付が決まった後に、もう一度申請できます。",
        },
        ...(programme.budgetYen === null
          ? []
          : [
              {
                term: "予算",
                detail: `全体で${formatYen(programme.budgetYen)}。${exhaustions[programme.whenExhausted]}`,
              },
            ]),
        {
          term: "必要書類",
          detail: <Lines text={paperTexts(programme.papers, facilityKindName).join("\n")} />,
        },
        { term: "根拠", detail: programme.legalBasis },
      ]}
    />
  );
}

export function CostTable({
  programme,
  lines,
}: {
  programme: Programme;
  lines: readonly CostLine[];
}) {
  const worked = grantAmount(programme, lines);
  const columns: Column<CostLine>[] = [
    {
      key: "product",
      header: "品名・型番",
      rowHeader: true,
      cell: ({ product, model, maker, detail }) =>
        [maker, product, model, detail].filter(Boolean).join("　"),
    },
    { key: "item", header: "項目", cell: ({ item }) => itemKinds[item] },
    {
      key: "quantity",
      header: "数量・単価",
      numeric: true,
      cell: ({ quantity, unitYen, tax }) =>
        `${quantity}${unitYen === null ? "" : ` × ${formatYen(unitYen)}`}${tax === null ? "" : `　${taxes[tax]}`}`,
    },
    {
      key: "bought",
      header: "購入日・購入先",
      cell: ({ purchasedOn, shop, receiptNumber }) =>
        `${formatDate(purchasedOn)}　${shop}${receiptNumber === "" ? "" : `　領収書 ${receiptNumber}`}`,
    },
    {
      key: "eligible",
      header: "対象額",
      numeric: true,
      cell: (line) => yenOrDash(eligibleYenOf(programme, line)),
    },
    {
      key: "other",
      header: "対象外額",
      numeric: true,
      cell: (line) => yenOrDash(otherYenOf(programme, line)),
    },
  ];

  return (
    <Table
      caption={`費用の内訳（${taxWord(programme)}）`}
      columns={columns}
      rows={lines}
      rowKey={(line) => `${lines.indexOf(line)}`}
      footer={{
        product: `総額 ${formatYen(worked.totalYen)}`,
        eligible: formatYen(worked.eligibleYen),
        other: formatYen(worked.otherYen),
      }}
    />
  );
}

function yenOrDash(yen: number): string {
  return yen === 0 ? "—" : formatYen(yen);
}

export function WorkedSteps({ worked }: { worked: WorkedAmount }) {
  return (
    <Table
      caption="補助額の計算"
      columns={[
        { key: "label", header: "計算", rowHeader: true, cell: ({ label }) => label },
        { key: "note", header: "説明", cell: ({ note }) => note },
        { key: "yen", header: "金額", numeric: true, cell: ({ yen }) => formatYen(yen) },
      ]}
      rows={worked.steps}
      rowKey={({ label }) => label}
    />
  );
}

type PaperTablesProps = {
  readonly programme: Pick<Programme, "papers">;
  readonly facility: Pick<Facility, "kind">;
  readonly receipts: readonly Receipt[];
  readonly base: string;
};

/** What was sent of each paper that the programme asks for, and of what it does not. */
export function PaperTables({ programme, facility, receipts, base }: PaperTablesProps) {
  const asked = askedOf(programme.papers, facility.kind);

  return uploadedKinds.map((kind) => {
    const paper = asked.find((each) => each.kind === kind);
    const files = receipts.filter((receipt) => receipt.paper === kind);
    const name = paper?.name ?? paperKinds[kind];
    if (files.length > 0) {
      return <ReceiptTable key={kind} caption={name} receipts={files} base={base} />;
    }

    return (
      paper && (
        <p key={kind}>
          {name}：ありません
          {paper.when !== "always" && `（${occasionText(paper)}に付けるもの）`}
        </p>
      )
    );
  });
}

/** @param base the path below which the receipts' files are served, per counter */
export function ReceiptTable({
  receipts,
  base,
  action,
  caption = "ファイル",
}: {
  caption?: string;
  receipts: readonly Receipt[];
  base: string;
  action?: (receipt: Receipt) => ReactNode;
}) {
  const columns: Column<Receipt>[] = [
    {
      key: "name",
      header: "ファイル",
      rowHeader: true,
      cell: ({ id, fileName, mediaType, previewHash, remark }) => (
        <>
          <a href={`${base}/receipts/${id}`}>
            {fileName}
            {isViewable(mediaType) ? "" : "（ダウンロード）"}
            {previewHash !== null && <Thumbnail href={`${base}/receipts/${id}/preview`} alt="" />}
          </a>
          {remark !== null && <p>確かめてください：{remarks[remark]}</p>}
        </>
      ),
    },
    { key: "type", header: "種類", cell: ({ mediaType }) => receiptTypeName(mediaType) },
    { key: "size", header: "大きさ", numeric: true, cell: ({ sizeBytes }) => sizeText(sizeBytes) },
    { key: "at", header: "追加した日時", cell: ({ uploadedAt }) => formatDateTime(uploadedAt) },
  ];

  return (
    <Table
      caption={caption}
      columns={action ? [...columns, { key: "action", header: "操作", cell: action }] : columns}
      rows={receipts}
      rowKey={({ id }) => id}
    />
  );
}

export function maskedAccount(accountNumber: string): string {
  return `＊＊＊＊${accountNumber.slice(-3)}`;
}

/** @param options.masked shows only which account it is, to who knows it already */
export function accountItems(
  account: BankAccount,
  { masked = false }: { masked?: boolean } = {},
): { term: string; detail: string }[] {
  const { accountNumber } = account;
  const number = masked ? maskedAccount(accountNumber) : accountNumber;

  return [
    { term: "金融機関", detail: `${account.bankName}（${account.bankCode}）` },
    { term: "支店", detail: `${account.branchName}（${account.branchCode}）` },
    {
      term: "種別・口座番号",
      detail: `${depositKinds[account.depositKind]}　${number}`,
    },
    { term: "口座名義（カナ）", detail: account.accountHolder },
  ];
}
