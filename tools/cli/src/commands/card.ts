import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Command } from "../command.ts";
import { Refusal } from "../refusal.ts";
import { repositoryRoot } from "../root.ts";

/** Lists, checks and resets the demo cards, and plays one into pcscd. */
export const card: Command = {
  name: "card",
  summary: "デモのマイナンバーカード（架空）を仮想リーダーに載せます",
  help: `
使い方
  npx madoguchi card --list         カードの一覧を表示します
  npx madoguchi card --vpcd         pcscd の仮想リーダーに載せ、Ctrl-C で取り出します
  npx madoguchi card --self-test    読み取り、暗証番号、署名をこのパソコンの中だけで確かめます
  npx madoguchi card --reset        暗証番号を1234に戻し、ロックを解除します

オプション
  --card <名前>    載せるカード（初期値は employee）
  --port <番号>    仮想リーダーのポート。35963（初期値）は「Virtual PCD 00 00」、
                   35964 は「Virtual PCD 00 01」です
  --slow           実物のカードのように、時間をかけて答えます
  --trace          コマンドと応答を表示します。暗証番号は伏せます

環境変数
  MADOGUCHI_VAR    データを置くフォルダー（初期値は var）

例
  npx madoguchi card --vpcd --card late-elderly --trace
  opensc-tool -n    別の端末で実行すると、jpki と表示されます
`,
  async run(args) {
    const { action, card: id, port, slow, trace } = readOptions(args);
    const [{ openDeck }, { contactlessTiming }] = await Promise.all([
      import("../demo/deck.ts"),
      import("@madoguchi/virtual-card"),
    ]);
    const deck = await openDeck(deckDirectory());
    if (action === "list") {
      for (const each of deck.cards) console.log(`${each.id}\t${each.holderName}\t${each.title}`);
      return 0;
    }

    const entry = deck.cards.find((each) => each.id === id);
    if (!entry) {
      throw new Refusal(
        `「${id}」というカードはありません。「npx madoguchi card --list」で名前を確かめてください。`,
      );
    }
    const played = deck.card(id, {
      ...(slow && { delay: contactlessTiming }),
      ...(trace && { wire: (line: string) => console.log(line) }),
    });
    switch (action) {
      case "reset":
        await deck.reset(id);
        console.log(`${entry.holderName} さんのカードの暗証番号を1234に戻しました。`);
        return 0;
      case "self-test": {
        const { selfTest } = await import("../card/self-test.ts");
        return (await selfTest(played, deck.trust.roots)) ? 0 : 1;
      }
      case "vpcd": {
        const { playUntilInterrupted } = await import("../card/play.ts");
        await playUntilInterrupted(played, entry, port);
        return 0;
      }
    }
  },
};

/** The deck that every command of this installation shares. */
function deckDirectory(): string {
  return join(resolve(repositoryRoot(), process.env["MADOGUCHI_VAR"] || "var"), "cards");
}

const actions = ["list", "self-test", "vpcd", "reset"] as const;

function readOptions(args: readonly string[]) {
  const { values } = parse(args);
  const [action, ...others] = actions.filter((name) => values[name]);
  if (!action || others.length > 0) {
    throw new Refusal("--list、--vpcd、--self-test、--reset のどれか1つを指定してください。");
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Refusal("--port には 1 から 65535 までの整数を指定してください。");
  }
  return { action, card: values.card, port, slow: values.slow, trace: values.trace };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        list: { type: "boolean" },
        "self-test": { type: "boolean" },
        vpcd: { type: "boolean" },
        reset: { type: "boolean" },
        card: { type: "string", default: "employee" },
        port: { type: "string", default: "35963" },
        slow: { type: "boolean", default: false },
        trace: { type: "boolean", default: false },
      },
    });
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi card --help」で読めます。`,
    );
  }
}
