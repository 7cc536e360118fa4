import { formatDate, formatDateTime, tokyoDate } from "@madoguchi/notation";
import { ButtonRow, LinkButton, Table, VisuallyHidden } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import type { Passkey } from "../store/factors.ts";

export function PasskeyList({ passkeys, path }: { passkeys: readonly Passkey[]; path: string }) {
  const columns: Column<Passkey>[] = [
    { key: "name", header: "名前", cell: ({ name }) => name, rowHeader: true },
    {
      key: "created",
      header: "登録した日",
      cell: ({ createdAt }) => formatDate(tokyoDate(createdAt)),
    },
    {
      key: "used",
      header: "最後に使った日時",
      cell: ({ lastUsedAt }) => (lastUsedAt ? formatDateTime(lastUsedAt) : "まだ使っていません"),
    },
    {
      key: "remove",
      header: "操作",
      cell: ({ id, name }) => (
        <a href={`${path}/passkeys/${id}/remove`}>
          取り消す<VisuallyHidden>：{name}</VisuallyHidden>
        </a>
      ),
    },
  ];

  return (
    <>
      {passkeys.length > 0 && (
        <Table
          caption="登録したパスキー"
          hideCaption
          columns={columns}
          rows={passkeys}
          rowKey={({ id }) => id}
        />
      )}
      <ButtonRow>
        {passkeys.length === 0 ? (
          <LinkButton href={`${path}/passkeys/new`}>パスキーを登録する</LinkButton>
        ) : (
          <LinkButton href={`${path}/passkeys/new`} variant="secondary">
            パスキーをもう1つ登録する
          </LinkButton>
        )}
      </ButtonRow>
    </>
  );
}
