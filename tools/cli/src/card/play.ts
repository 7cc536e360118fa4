import { Refusal } from "../refusal.ts";
import { playOverVpcd, type PlayableCard } from "./vpcd.ts";

/** Leaves the card in the reader until Ctrl-C. @throws Refusal when there is no reader, or when it goes away first */
export async function playUntilInterrupted(
  card: PlayableCard,
  { title, holderName }: { readonly title: string; readonly holderName: string },
  port: number,
): Promise<void> {
  const interrupted = new AbortController();
  const interrupt = () => interrupted.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  try {
    const session = await playOverVpcd(card, { port, signal: interrupted.signal });
    console.log(`カードを載せました：${holderName}（${title}）。Ctrl-C で取り出します。`);
    await session.closed;
    if (!interrupted.signal.aborted) {
      throw new Refusal("仮想リーダーとの接続が切れました。pcscd が動いているか確認してください。");
    }
    console.log("カードを取り出しました。");
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}
