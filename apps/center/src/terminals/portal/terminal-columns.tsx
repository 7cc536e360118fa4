/** What the list says of a device. */
import { formatDateTime } from "@madoguchi/notation";
import { VisuallyHidden } from "@madoguchi/ui";
import type { Column } from "@madoguchi/ui";
import { selfTestNames, terminalKindNames } from "../rules.ts";
import type { Terminal } from "../store/terminals.ts";

export const terminalColumns: Column<Terminal>[] = [
  { key: "name", header: "端末の名前", cell: (terminal) => terminal.name, rowHeader: true },
  { key: "kind", header: "種類", cell: (terminal) => terminalKindNames[terminal.kind] },
  {
    key: "registered",
    header: "登録した日時",
    cell: (terminal) => formatDateTime(terminal.registeredAt),
  },
  { key: "program", header: "アプリと動作環境", cell: programWords },
  { key: "selfTest", header: "機器の確認", cell: selfTestWords },
  { key: "seen", header: "最後の利用", cell: (terminal) => formatDateTime(terminal.lastSeenAt) },
  {
    key: "remove",
    header: "操作",
    cell: (terminal) => (
      <>
        <a href={`/terminals/devices/${terminal.id}/lost`}>
          なくした<VisuallyHidden>：{terminal.name}</VisuallyHidden>
        </a>
        <br />
        <a href={`/terminals/devices/${terminal.id}/remove`}>
          登録を取り消す<VisuallyHidden>：{terminal.name}</VisuallyHidden>
        </a>
      </>
    ),
  },
];

function programWords({ appVersion, platform }: Terminal): string {
  const words = [appVersion && `版 ${appVersion}`, platform].filter((word) => word !== null);

  return words.length > 0 ? words.join("、") : "まだ届いていません";
}

function selfTestWords({ selfTest, selfTestAt }: Terminal): string {
  return selfTest && selfTestAt
    ? `${selfTestNames[selfTest]}（${formatDateTime(selfTestAt)}）`
    : "まだです";
}
