import { formatDate } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  DateFields,
  EmptyState,
  ErrorSummary,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  StatusBadge,
  Table,
  TextField,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column, Tone } from "@madoguchi/ui";
import type { Temporal } from "temporal-polyfill";
import type { FacilityActor } from "../../../accounts/index.ts";
import { dateState, fieldState, summaryOf } from "../../../shell/errors.tsx";
import type { FormState } from "../../../shell/errors.tsx";
import { PortalPage } from "../../../shell/pages.tsx";
import { phaseOn } from "../rules.ts";
import type { Phase } from "../rules.ts";
import type { ContractEntry } from "../store.ts";

const crumbs = [{ label: "準備の進み具合", href: "/home" }, { label: "健診の契約" }];

const doneWords = {
  added: "契約を加えました。",
  ended: "契約を終わりにしました。",
} as const;

export type InsurerSearch = {
  readonly q: string;
  /** Null: nothing was searched for. */
  readonly found: readonly { readonly number: string; readonly name: string }[] | null;
};

type ContractsPageProps = {
  readonly actor: FacilityActor;
  readonly contracts: readonly ContractEntry[];
  readonly today: Temporal.PlainDate;
  readonly state: FormState;
  readonly search: InsurerSearch;
  readonly done: keyof typeof doneWords | null;
};

export function ContractsPage(props: ContractsPageProps) {
  const { actor, contracts, today, state, search, done } = props;

  return (
    <PortalPage
      title="健診の契約"
      actor={actor}
      current="/checkup-contracts"
      crumbs={crumbs}
      errorCount={Object.keys(state.errors).length}
    >
      <ErrorSummary errors={summaryOf(state.errors)} />
      {done && <Notice tone="success" title={doneWords[done]} />}
      <PageHeading lead="健診の契約がある保険者です。受付の確認結果と一括照会の結果に、契約の有無を表示します。">
        健診の契約
      </PageHeading>
      <Section heading="契約している保険者">
        {contracts.length === 0 ? (
          <EmptyState title="契約はまだありません">
            <p>加えるまでは、どの保険者の加入者も「契約がありません」と表示します。</p>
          </EmptyState>
        ) : (
          <Table
            caption="契約の一覧"
            hideCaption
            columns={columnsOn(today)}
            rows={contracts}
            rowKey={({ id }) => id}
          />
        )}
      </Section>
      <AddForm state={state} />
      <Search search={search} />
    </PortalPage>
  );
}

const phases = {
  upcoming: { tone: "info", words: "これから" },
  active: { tone: "success", words: "契約中" },
  ended: { tone: "neutral", words: "終わりました" },
} as const satisfies Record<Phase, { tone: Tone; words: string }>;

function columnsOn(today: Temporal.PlainDate): Column<ContractEntry>[] {
  return [
    {
      key: "insurer",
      header: "保険者",
      cell: ({ insurerNumber, insurerName }) => (
        <>
          {insurerName}
          <br />
          {insurerNumber}
        </>
      ),
      rowHeader: true,
    },
    {
      key: "phase",
      header: "状態",
      cell: (contract) => {
        const { tone, words } = phases[phaseOn(contract, today)];

        return <StatusBadge tone={tone}>{words}</StatusBadge>;
      },
    },
    { key: "from", header: "始まりの日", cell: ({ validFrom }) => formatDate(validFrom) },
    {
      key: "to",
      header: "終わりの日",
      cell: ({ validTo }) => (validTo ? formatDate(validTo) : "決まっていません"),
    },
    {
      key: "end",
      header: "操作",
      cell: (contract) =>
        phaseOn(contract, today) === "ended" ? (
          "なし"
        ) : (
          <a href={`/checkup-contracts/${contract.id}/end`}>
            {phaseOn(contract, today) === "active" ? "終わりにする" : "取り消す"}
            <VisuallyHidden>：{contract.insurerName}</VisuallyHidden>
          </a>
        ),
    },
  ];
}

function AddForm({ state }: { readonly state: FormState }) {
  return (
    <Section heading="契約を加える">
      <Form action="/checkup-contracts">
        <TextField
          {...fieldState(state, "insurerNumber")}
          name="insurerNumber"
          label="保険者番号"
          help="受診券や利用券にある8桁（国民健康保険は6桁）の番号です。分からないときは、下で探せます。"
          required
          inputMode="numeric"
          width={12}
        />
        <DateFields
          {...dateState(state, "validFrom")}
          name="validFrom"
          label="契約の始まりの日"
          required
        />
        <DateFields
          {...dateState(state, "validTo")}
          name="validTo"
          label="契約の終わりの日"
          help="契約の最後の日です。決まっていないときは、空にしてください。"
        />
        <ButtonRow>
          <Button>契約を加える</Button>
        </ButtonRow>
      </Form>
    </Section>
  );
}

function Search({ search: { q, found } }: { readonly search: InsurerSearch }) {
  return (
    <Section heading="保険者を探す" id="search">
      <Form action="/checkup-contracts" method="get">
        <TextField
          name="q"
          type="search"
          label="保険者の名称、フリガナ、または番号のはじめ"
          value={q}
          maxLength={50}
        />
        <ButtonRow>
          <Button variant="secondary">保険者を探す</Button>
        </ButtonRow>
      </Form>
      {found?.length === 0 && (
        <EmptyState title="合う保険者が見つかりません">
          <p>言葉を短くするか、番号のはじめの数字で探してください。</p>
        </EmptyState>
      )}
      {found && found.length > 0 && (
        <ul>
          {found.map(({ number, name }) => (
            <li key={number}>
              <a href={`/checkup-contracts?number=${number}`}>
                {name}（{number}）<VisuallyHidden>の番号を入力欄に入れる</VisuallyHidden>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

export function NoContractsPage({ actor }: { readonly actor: FacilityActor }) {
  return (
    <PortalPage title="健診の契約" actor={actor} crumbs={crumbs}>
      <PageHeading>健診の契約</PageHeading>
      <EmptyState
        title="健診等実施機関の画面です"
        action={<LinkButton href="/home">準備の進み具合へ戻る</LinkButton>}
      >
        <p>健診の契約は、健診等実施機関として登録された施設だけが使います。</p>
        <p>施設の種類が違うときは、コールセンターにご連絡ください。</p>
      </EmptyState>
    </PortalPage>
  );
}
