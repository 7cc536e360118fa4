/** 届かないアドレス: where mail did not arrive, why, and whether it was stopped. */
import { formatDateTime } from "@madoguchi/notation";
import {
  Button,
  EmptyState,
  Form,
  Notice,
  PageHeading,
  StatusBadge,
  Table,
  VisuallyHidden,
} from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { May } from "../../accounts/index.ts";
import type { OfficialActor } from "../../accounts/index.ts";
import { causeWords, isStopped } from "../rules.ts";
import type { ListedAddress } from "../store.ts";
import { MailPage, UNREACHABLE } from "./frame.tsx";

export const TITLE = "届かないアドレス";

type UnreachablePageProps = {
  readonly actor: OfficialActor;
  readonly addresses: readonly ListedAddress[];
  readonly total: number;
  readonly stopAfter: number;
  /** Somebody else was first. */
  readonly gone?: boolean;
};

export function UnreachablePage(props: UnreachablePageProps) {
  const { actor, addresses, total, stopAfter, gone = false } = props;

  return (
    <MailPage actor={actor} title={TITLE}>
      <PageHeading
        lead={`相手のメールサーバーが受け取りを断ったアドレスです。${stopAfter}通届かないと、送るのを止めます。`}
      >
        {TITLE}
      </PageHeading>
      {gone && (
        <Notice tone="warning" title="このアドレスは、もう一覧にありません">
          <p>ほかの職員か本人が、送信を再開しています。</p>
        </Notice>
      )}
      {addresses.length === 0 ? (
        <EmptyState title="届かないアドレスはありません">
          <p>メールが届かなかったと分かると、ここに加わります。</p>
        </EmptyState>
      ) : (
        <>
          <Table
            caption={TITLE}
            hideCaption
            columns={columns}
            rows={addresses}
            rowKey={({ id }) => id}
          />
          {total > addresses.length && (
            <p>
              新しい順に{addresses.length}件を表示しています。全部で{total}件あります。
            </p>
          )}
        </>
      )}
    </MailPage>
  );
}

const columns: readonly Column<ListedAddress>[] = [
  { key: "address", header: "アドレス", rowHeader: true, cell: ({ address }) => address },
  { key: "who", header: "だれの", cell: (row) => whoWords(row) },
  { key: "cause", header: "理由", cell: ({ status }) => `${causeWords(status)}（${status}）` },
  {
    key: "last",
    header: "最後に届かなかった日時",
    cell: ({ lastFailedAt, failures }) => `${formatDateTime(lastFailedAt)}（${failures}通）`,
  },
  {
    key: "state",
    header: "送信",
    cell: (row) =>
      isStopped(row) ? (
        <StatusBadge tone="error" icon="cross">
          止めています
        </StatusBadge>
      ) : (
        <StatusBadge tone="warning" icon="clock">
          続けています
        </StatusBadge>
      ),
  },
  {
    key: "deed",
    header: "すること",
    cell: ({ id, address }) => (
      <May right="mails.resume">
        <Form action={`${UNREACHABLE}/${id}/resume`}>
          <Button variant="quiet">
            再開<VisuallyHidden>：{address}への送信</VisuallyHidden>
          </Button>
        </Form>
      </May>
    ),
  },
];

function whoWords({ name, realm, facilities }: ListedAddress): string {
  if (name === null) return "登録のない方、または変わる前のアドレス";

  return realm === "office" ? `${name}（職員）` : `${name}（${facilities.join("、")}）`;
}
