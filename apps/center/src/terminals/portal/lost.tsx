import { formatDateTime } from "@madoguchi/notation";
import { Section, Table } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { stateOf } from "../rules.ts";
import type { AppAccount, Terminal } from "../store/terminals.ts";
import { stateWords } from "./state-words.ts";

/** What became of devices that were lost, for as long as people look for them. */
export function LostTerminals({
  lost,
  accounts,
}: {
  lost: readonly Terminal[];
  accounts: readonly AppAccount[];
}) {
  if (lost.length === 0) {
    return null;
  }

  return (
    <Section heading="紛失の届け出">
      <Table
        caption="届け出た端末"
        hideCaption
        columns={lostColumns(accounts)}
        rows={lost}
        rowKey={(terminal) => terminal.id}
      />
      <p>届け出た端末では、もう資格を確認できません。端末に患者さんの情報は残りません。</p>
    </Section>
  );
}

function lostColumns(accounts: readonly AppAccount[]): Column<Terminal>[] {
  return [
    { key: "name", header: "端末の名前", cell: (terminal) => terminal.name, rowHeader: true },
    {
      key: "lost",
      header: "届け出た日時",
      cell: ({ lostAt }) => (lostAt ? formatDateTime(lostAt) : ""),
    },
    { key: "seen", header: "最後の利用", cell: (terminal) => formatDateTime(terminal.lastSeenAt) },
    {
      key: "account",
      header: "アカウント",
      cell: ({ appAccountId }) => {
        const account = accounts.find(({ id }) => id === appAccountId);

        return account ? `${account.userId}（${stateWords[stateOf(account)].words}）` : "";
      },
    },
  ];
}
