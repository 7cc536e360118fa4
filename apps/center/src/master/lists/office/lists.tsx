import { formatDate, formatDateTime, prefectureByCode } from "@madoguchi/notation";
import {
  Button,
  ButtonRow,
  EmptyState,
  Form,
  LinkButton,
  Notice,
  PageHeading,
  Section,
  Table,
  TextField,
} from "@madoguchi/ui";
import { May } from "../../../accounts/index.ts";
import type { OfficialActor } from "../../../accounts/index.ts";
import { facilityKindName } from "../../../facilities/index.ts";
import type { MasterRecord, TakenInList } from "../../../facilities/index.ts";
import { LISTS, MasterPage } from "../../frame.tsx";
import type { WaitingUpload } from "../store.ts";

type ListsPageProps = {
  readonly actor: OfficialActor;
  readonly waiting: readonly WaitingUpload[];
  readonly lists: readonly TakenInList[];
  readonly q: string;
  /** Null where nothing was looked for. */
  readonly found: readonly MasterRecord[] | null;
};

export function ListsPage({ actor, waiting, lists, q, found }: ListsPageProps) {
  return (
    <MasterPage actor={actor} title="医療機関等の名簿" part={LISTS}>
      <PageHeading lead="地方厚生局などが公表する名簿です。登録と審査のときに、施設の内容と比べます。">
        医療機関等の名簿
      </PageHeading>
      {waiting.map(({ id, fileName, form, uploadedAt }) => (
        <Notice key={id} tone="warning" title={`「${fileName}」が、確認を待っています`}>
          <p>
            {form["source"]}、{formatDateTime(uploadedAt)}
          </p>
          <p>
            <a href={`${LISTS}/${id}`}>名簿の違いを確かめる</a>
          </p>
        </Notice>
      ))}
      <ButtonRow>
        <May right="masters.change">
          <LinkButton href={`${LISTS}/new`}>名簿を取り込む</LinkButton>
        </May>
      </ButtonRow>
      <Section heading="名簿で施設を探す">
        <Form action={LISTS} method="get">
          <TextField
            name="q"
            label="コード、または名称の一部"
            help="コードは、はじめの数桁でも探せます。"
            value={q}
          />
          <ButtonRow>
            <Button variant="secondary">探す</Button>
          </ButtonRow>
        </Form>
        {found && <Found found={found} />}
      </Section>
      <Section heading="取り込んだ名簿">
        {lists.length === 0 ? (
          <EmptyState title="取り込みの記録はまだありません" />
        ) : (
          <Taken lists={lists} />
        )}
      </Section>
    </MasterPage>
  );
}

function Found({ found }: { found: readonly MasterRecord[] }) {
  if (found.length === 0) return <EmptyState title="名簿に見つかりません" />;

  return (
    <Table
      caption={`見つかった施設　${found.length}件`}
      columns={[
        {
          key: "code",
          header: "コード",
          rowHeader: true,
          cell: ({ code }) => <a href={`${LISTS}/records/${encodeURIComponent(code)}`}>{code}</a>,
        },
        { key: "name", header: "名称", cell: ({ name }) => name },
        { key: "kind", header: "種類", cell: ({ kind }) => facilityKindName(kind) },
        { key: "address", header: "所在地", cell: ({ address }) => address ?? "記載なし" },
        {
          key: "state",
          header: "名簿",
          cell: ({ leftOn, listedOn }) =>
            leftOn ? `${formatDate(leftOn)}からなし` : `${formatDate(listedOn)}現在`,
        },
      ]}
      rows={found}
      rowKey={({ code }) => code}
    />
  );
}

function Taken({ lists }: { lists: readonly TakenInList[] }) {
  return (
    <Table
      caption="取り込んだ名簿、新しい順"
      hideCaption
      columns={[
        { key: "source", header: "名簿", rowHeader: true, cell: ({ source }) => source },
        {
          key: "area",
          header: "範囲",
          cell: ({ kind, prefectureCode, isWhole }) =>
            kind === null
              ? "記録なし"
              : `${facilityKindName(kind)}、${prefectureByCode(prefectureCode ?? "")?.name ?? "各都道府県"}${isWhole ? "の全件" : ""}`,
        },
        { key: "on", header: "現在日", cell: ({ listedOn }) => formatDate(listedOn) },
        { key: "added", header: "追加", numeric: true, cell: ({ added }) => count(added) },
        { key: "changed", header: "変更", numeric: true, cell: ({ changed }) => count(changed) },
        { key: "gone", header: "なくなった", numeric: true, cell: ({ gone }) => count(gone) },
        { key: "at", header: "取り込み", cell: ({ importedAt }) => formatDateTime(importedAt) },
      ]}
      rows={lists}
      rowKey={({ id }) => id}
    />
  );
}

export function count(number: number): string {
  return `${number.toLocaleString("ja-JP")}件`;
}
