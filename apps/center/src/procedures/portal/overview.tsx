/** 「新設・廃止・コード変更などの手続き」: for everybody, what each is; for a facility's people, where theirs stand. */
import { formatDate, formatDateTime } from "@madoguchi/notation";
import {
  ButtonRow,
  DescriptionList,
  LinkButton,
  PageHeading,
  Prose,
  Section,
  StatusBadge,
  Table,
} from "@madoguchi/ui";
import type { Tone } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import { May } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import {
  codeName,
  detailLabels,
  detailText,
  standingNames,
  standingOn,
} from "../../facilities/index.ts";
import type {
  Difference,
  Facility,
  FacilityVersion,
  MasterRecord,
  Standing,
} from "../../facilities/index.ts";
import { PortalPage } from "../../shell/pages.tsx";
import { kindNames, procedureKinds } from "../rules.ts";
import type { ProcedureKind } from "../rules.ts";
import type { Procedure } from "../store.ts";
import { dayLabels } from "../words.ts";
import { ProcedureBadge } from "./badge.tsx";

export const TITLE = "新設・廃止・コード変更などの手続き";

export type Own = {
  readonly facility: Facility;
  readonly master: MasterRecord | undefined;
  /** Where the official list says otherwise, and nobody said that it is wrong. */
  readonly differences: readonly Difference[];
  readonly procedures: readonly Procedure[];
  readonly versions: readonly FacilityVersion[];
  readonly predecessor: Facility | undefined;
  readonly successor: Facility | undefined;
};

type OverviewProps = {
  actor: FacilityActor | null;
  own: Own | null;
  today: Temporal.PlainDate;
};

export function OverviewPage({ actor, own, today }: OverviewProps) {
  return (
    <PortalPage title={TITLE} actor={actor} current="/procedures">
      <PageHeading lead="施設ができたとき、休むとき、やめるとき、変わったときの手続きです。">
        {TITLE}
      </PageHeading>
      {own && (
        <OwnSection
          own={own}
          opens={actor !== null && actor.rights.includes("procedures")}
          today={today}
        />
      )}
      <Section heading="手続きの種類">
        {!actor && (
          <p>新設のほかは、施設の管理者がログインして行います。説明はどなたでも読めます。</p>
        )}
        <Section heading="新設" level={3} id="new">
          <p>新しい施設は、はじめに登録します。コードは、指定の通知書などにあります。</p>
          <ButtonRow>
            <LinkButton href="/register" variant="secondary">
              新規ユーザー登録へ
            </LinkButton>
            <LinkButton href="/eligible" variant="quiet">
              わたしの施設は対象ですか
            </LinkButton>
          </ButtonRow>
        </Section>
        {procedureKinds.map((kind) => (
          <Explanation
            key={kind}
            kind={kind}
            starts={!actor || actor.rights.includes("procedures")}
          />
        ))}
      </Section>
    </PortalPage>
  );
}

const explanations: Readonly<
  Record<
    ProcedureKind,
    { readonly what: readonly string[]; readonly when: string; readonly check: string }
  >
> = {
  suspend: {
    what: [
      "しばらく施設を休むときの手続きです。",
      "休止の日から、端末で資格を確認できなくなります。設定は残ります。",
    ],
    when: "休止の日の前後1年以内",
    check: "審査はありません。その日に自動で切り替わります。",
  },
  resume: {
    what: [
      "休止していた施設を再び開くときの手続きです。",
      "再開の日から、これまでの端末でまた確認できます。",
    ],
    when: "再開の日の前後1年以内",
    check: "審査はありません。その日に自動で切り替わります。",
  },
  close: {
    what: [
      "施設をやめるときの手続きです。元には戻せません。",
      "廃止の日に、アプリアカウントがすべて停止します。",
    ],
    when: "廃止の日の前後1年以内",
    check: "審査はありません。その日の前日までは取り下げられます。",
  },
  details: {
    what: [
      "施設の名称、郵便番号、所在地、電話番号が変わったときの手続きです。",
      "変更の日からの書類に、新しい内容が載ります。",
    ],
    when: "変更の日の前後1年以内",
    check: "審査担当が確かめます。電話番号だけのときは、審査はありません。",
  },
  founder: {
    what: [
      "開設者が変わり、コードは変わらないときの手続きです。",
      "多くの場合は、廃止と新設になり、コードも変わります。",
      "コードが変わるときは「コードの変更」を選んでください。",
      "管理者も代わるときは、届け出た後の画面から引き継げます。",
    ],
    when: "開設者が変わる日の前後1年以内",
    check: "審査担当が確かめます。",
  },
  code: {
    what: [
      "同じ施設のまま、医療機関コードか登録記号番号が変わったときの手続きです。",
      "アプリアカウントは、新しいコードで発行し直します。",
      "担当者は、前のコードの施設も担当します。記録は「施設を切り替える」で見られます。",
    ],
    when: "コードが変わる日の前後1年以内",
    check: "審査担当が確かめます。",
  },
};

type ExplanationProps = {
  kind: ProcedureKind;
  /** Whether the reader may begin one, or would after signing in. */
  starts: boolean;
};

function Explanation({ kind, starts }: ExplanationProps) {
  const { what, when, check } = explanations[kind];

  return (
    <Section heading={kindNames[kind]} level={3} id={kind}>
      <Prose>
        {what.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </Prose>
      <DescriptionList
        items={[
          { term: "手続きできる期間", detail: when },
          { term: "審査", detail: check },
        ]}
      />
      {starts && (
        <ButtonRow>
          <LinkButton href={`/procedures/${kind}`} variant="secondary">
            {kindNames[kind]}の手続きへ
          </LinkButton>
        </ButtonRow>
      )}
    </Section>
  );
}

const tones = {
  open: "success",
  suspended: "warning",
  closed: "neutral",
} as const satisfies Record<Standing, Tone>;

type OwnSectionProps = {
  own: Own;
  /** Whether the reader may see what each procedure said. */
  opens: boolean;
  today: Temporal.PlainDate;
};

function OwnSection({ own, opens, today }: OwnSectionProps) {
  const { facility, procedures } = own;
  const standing = standingOn(facility, today);

  return (
    <>
      <Section heading={facility.name}>
        <p>
          <StatusBadge tone={tones[standing]}>{standingNames[standing]}</StatusBadge>
        </p>
        <DescriptionList items={recordItems(own)} />
      </Section>
      {standing !== "closed" && <Listed own={own} />}
      <Section heading="これまでの手続き">
        {procedures.length === 0 ? (
          <p>手続きはまだありません。</p>
        ) : (
          <Table
            caption="これまでの手続き"
            hideCaption
            columns={[
              {
                key: "kind",
                header: "手続き",
                rowHeader: true,
                cell: ({ id, kind }) =>
                  opens ? (
                    <a href={`/procedures/records/${id}`}>{kindNames[kind]}</a>
                  ) : (
                    kindNames[kind]
                  ),
              },
              {
                key: "day",
                header: "切り替わる日",
                cell: ({ kind, effectiveOn }) => (
                  <>
                    {formatDate(effectiveOn)}
                    <br />
                    <small>{dayLabels[kind]}</small>
                  </>
                ),
              },
              {
                key: "submitted",
                header: "提出",
                cell: ({ submittedAt }) => formatDateTime(submittedAt),
              },
              {
                key: "state",
                header: "状態",
                cell: ({ state }) => <ProcedureBadge state={state} />,
              },
            ]}
            rows={procedures}
            rowKey={({ id }) => id}
          />
        )}
      </Section>
      <History own={own} />
    </>
  );
}

/** What the official list says otherwise, and the way to take it over. */
function Listed({ own: { master, differences } }: { own: Own }) {
  if (!master || differences.length === 0) return null;
  const isFounderOnly = differences.every(({ field }) => field === "founder");

  return (
    <Section heading="名簿と違う内容" id="listed">
      <p>
        {master.source}（{formatDate(master.listedOn)}現在）の内容が、いまの登録と違います。
      </p>
      <Table
        caption="名簿と登録の違い"
        hideCaption
        columns={[
          {
            key: "field",
            header: "項目",
            rowHeader: true,
            cell: ({ field }) => detailLabels[field],
          },
          { key: "listed", header: "名簿", cell: ({ field, before }) => detailText(field, before) },
          { key: "own", header: "登録", cell: ({ field, after }) => detailText(field, after) },
        ]}
        rows={differences}
        rowKey={({ field }) => field}
      />
      <p>
        名簿のとおりに変わったときは、届け出てください。名簿が間違っているときは、地方厚生局へお申し出ください。
      </p>
      <May right="procedures">
        <ButtonRow>
          <LinkButton
            href={isFounderOnly ? "/procedures/founder" : "/procedures/details?from=list"}
          >
            名簿の内容で届け出る
          </LinkButton>
        </ButtonRow>
      </May>
    </Section>
  );
}

function recordItems({ facility, predecessor, successor }: Own) {
  const { suspendedFrom, suspendedUntil, closedOn } = facility;

  return [
    { term: codeName(facility.kind), detail: facility.code },
    ...(predecessor ? [{ term: "前のコード", detail: predecessor.code }] : []),
    ...(successor ? [{ term: "新しいコード", detail: successor.code }] : []),
    ...(suspendedFrom
      ? [
          {
            term: "休止",
            detail: `${formatDate(suspendedFrom)}から${suspendedUntil ? `（${formatDate(suspendedUntil)}に再開）` : ""}`,
          },
        ]
      : []),
    ...(closedOn
      ? [{ term: successor ? "コードが変わった日" : "廃止", detail: formatDate(closedOn) }]
      : []),
  ];
}

function History({ own: { versions } }: { own: Own }) {
  return (
    <Section heading="施設の名称などの移り変わり">
      <Table
        caption="施設の名称などの移り変わり"
        hideCaption
        columns={[
          {
            key: "from",
            header: "いつから",
            rowHeader: true,
            cell: ({ validFrom }) => formatDate(validFrom),
          },
          { key: "name", header: "名称", cell: ({ name }) => name },
          { key: "founder", header: "開設者", cell: ({ founder }) => founder },
          {
            key: "address",
            header: "所在地",
            cell: ({ postalCode, address }) =>
              `〒${detailText("postalCode", postalCode)} ${address}`,
          },
          { key: "phone", header: "電話番号", cell: ({ phone }) => detailText("phone", phone) },
        ]}
        rows={versions}
        rowKey={({ validFrom, recordedAt }) => `${validFrom}:${recordedAt}`}
      />
    </Section>
  );
}
