import { formatYen } from "@madoguchi/notation";
import { claimWords } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import type { FormValues } from "@madoguchi/platform";
import {
  Button,
  ButtonRow,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Prose,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { Column, Tone } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../accounts/index.ts";
import { rateText, untilText } from "../../grants/index.ts";
import type { Programme } from "../../grants/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { deviceNames } from "../form.ts";
import type { Device } from "../form.ts";
import { chooseCrumbs } from "./choose-page.tsx";
import { readersFor, recommended } from "./compare.ts";
import type { Comparison, Fit, Need } from "./compare.ts";

const TITLE = "3つの方法の比較";

type ComparePageProps = {
  actor: FacilityActor;
  comparisons: readonly Comparison[];
  catalogue: readonly KnownModel[];
  programme: Programme | null;
  now: Temporal.Instant;
  /** As typed: they go along with the choice. */
  values: FormValues;
  /** The way that was taken before. */
  chosen: Device | null;
};

export function ComparePage(props: ComparePageProps) {
  const { actor, comparisons, catalogue, programme, now, values, chosen } = props;
  const best = recommended(comparisons);
  const query = new URLSearchParams(
    Object.entries(values).flatMap(([name, text]) =>
      text.split("\n").map((value): [string, string] => [name, value]),
    ),
  );

  return (
    <PortalPage
      title={TITLE}
      actor={actor}
      current="/home"
      crumbs={[...chooseCrumbs, { label: TITLE }]}
    >
      <PageHeading
        caption="1　端末等の選定・購入"
        lead={`答えに合うのは「${deviceNames[best]}」です。ほかの方法も選べます。`}
      >
        {TITLE}
      </PageHeading>
      <Table
        caption="あなたの施設での比較"
        columns={columnsFor(best)}
        rows={comparisons}
        rowKey={({ way }) => way}
      />
      <GrantWords programme={programme} now={now} />
      <Section heading="方法を決める">
        <Prose>
          <p>決めた方法は、利用申請に引き継がれます。あとから選び直せます。</p>
        </Prose>
        <ButtonRow>
          {comparisons.map(({ way }) => (
            <Form key={way} action="/devices/choose" hidden={{ ...values, way }}>
              <Button variant={way === best ? "primary" : "secondary"}>
                {shortNames[way]}に決める{way === chosen ? "（いまの選択）" : ""}
              </Button>
            </Form>
          ))}
        </ButtonRow>
        <p>
          <a href={`/devices/choose?${query}`}>答えを変えて、比べ直す</a>
        </p>
      </Section>
      <Readers catalogue={catalogue} />
      <Section heading="手もとの機器で確かめる">
        <Prose>
          <p>
            お持ちの機器は、受付アプリの「この機器は使えますか」で確かめられます。登録の前でも、暗証番号なしで試せます。
          </p>
        </Prose>
        <LinkButton href="/reception/" variant="secondary">
          受付アプリで確かめる
        </LinkButton>
      </Section>
    </PortalPage>
  );
}

const shortNames = {
  pc: "パソコン",
  smartphone: "スマートフォン",
  tablet: "タブレット",
} as const satisfies Record<Device, string>;

const fits = {
  good: { tone: "success", word: "合っています" },
  care: { tone: "warning", word: "注意" },
  missing: { tone: "error", word: "足りません" },
} as const satisfies Record<Fit, { tone: Tone; word: string }>;

function columnsFor(best: Device): Column<Comparison>[] {
  return [
    {
      key: "way",
      header: "方法",
      rowHeader: true,
      cell: ({ way }) => (
        <>
          {deviceNames[way]}
          {way === best && (
            <>
              <br />
              <StatusBadge tone="info">おすすめ</StatusBadge>
            </>
          )}
        </>
      ),
    },
    {
      key: "points",
      header: "答えとの合い方",
      cell: ({ points }) =>
        points.map(({ fit, text }) => (
          <p key={text}>
            <StatusBadge tone={fits[fit].tone}>{fits[fit].word}</StatusBadge> {text}
          </p>
        )),
    },
    {
      key: "needs",
      header: "要るもの",
      cell: ({ needs }) => needs.map((need) => <p key={need.name}>{needWords(need)}</p>),
    },
    {
      key: "cost",
      header: "費用（税込）",
      cell: ({ costYen }) => (costYen === null ? "見積額を入力すると出ます" : formatYen(costYen)),
    },
    {
      key: "after",
      header: "補助金を引いた費用",
      cell: ({ costYen, grantYen }) =>
        costYen === null || grantYen === null
          ? "－"
          : `${formatYen(costYen - grantYen)}（補助金 ${formatYen(grantYen)}）`,
    },
  ];
}

function needWords({ name, quantity, reused, yen }: Need): string {
  const what = `${name} ${quantity}台`;
  if (reused) {
    return `${what}：お持ちのものを使えます`;
  }

  return yen === null ? `${what}：購入（見積額がありません）` : `${what}：購入 ${formatYen(yen)}`;
}

function GrantWords({ programme, now }: { programme: Programme | null; now: Temporal.Instant }) {
  return programme ? (
    <Notice title={`${programme.name}：${untilText(now, programme.intakeUntil)}`}>
      <p>
        対象経費の{rateText(programme)}、上限{formatYen(programme.capYen)}
        として計算しました。パソコンは対象に入りません。
      </p>
      <p>カードリーダーの費用は、下の表にある販売価格です。お店の価格と違うことがあります。</p>
    </Notice>
  ) : (
    <Notice title="いま受け付けている補助金はありません。">
      <p>カードリーダーの費用は、下の表にある販売価格です。お店の価格と違うことがあります。</p>
    </Notice>
  );
}

const readerColumns: Column<KnownModel>[] = [
  {
    key: "model",
    header: "機種",
    rowHeader: true,
    cell: ({ maker, model }) => `${maker} ${model}`,
  },
  { key: "connection", header: "つなぎ方", cell: ({ connection }) => connection },
  {
    key: "systems",
    header: "動く端末",
    cell: ({ systems }) => (systems.length > 0 ? systems.join("、") : "記載がありません"),
  },
  {
    key: "claim",
    header: "分かっていること",
    cell: ({ claim, source, sourceDate }) => `${claimWords[claim]}（${source}、${sourceDate}年）`,
  },
  {
    key: "price",
    header: "販売価格",
    cell: ({ listPriceYen }) =>
      listPriceYen === undefined ? "記載がありません" : formatYen(listPriceYen),
    numeric: true,
  },
];

function Readers({ catalogue }: { catalogue: readonly KnownModel[] }) {
  const models = new Set([...readersFor("pc", catalogue), ...readersFor("tablet", catalogue)]);

  return (
    <Section heading="カードリーダーの一覧">
      <Prose>
        <p>
          拡張Lc/Le（「拡張APDU」とも書かれます）という、長い命令を送れる機種が必要です。一覧は目安で、確かめた結果がいちばん確かです。
        </p>
      </Prose>
      <Table
        caption="カードリーダーの一覧"
        hideCaption
        columns={readerColumns}
        rows={[...models]}
        rowKey={({ maker, model }) => `${maker} ${model}`}
      />
    </Section>
  );
}
