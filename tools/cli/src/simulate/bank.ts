/**
 * A bank that does what it is told once: it keeps every order under its number in a folder of its own, gives the same answer to the
 * same order, and adds up what it paid from its own papers. It knows no table of the center's.
 */
import { mkdir, open, readdir, readFile, rename } from "node:fs/promises";
import { join } from "node:path";

const RECORD = 122;
const RESULT_PLACE = 113;

export type Bank = {
  /** @returns its answer. @throws when another order came under this number before */
  order(batch: number, file: Uint8Array): Promise<Uint8Array>;
  /** What each account has in the end, by its number: what it was given less what it gave back. */
  received(): Promise<ReadonlyMap<string, number>>;
};

export async function openBank(folder: string): Promise<Bank> {
  await mkdir(folder, { recursive: true });

  return {
    async order(batch, file) {
      const path = join(folder, `${batch}.order`);
      const known = await readFile(path).catch(() => undefined);
      if (known && Buffer.compare(known, file) !== 0) {
        throw new Error(`two different orders under number ${batch}`);
      }
      if (!known) await writeWhole(path, file);

      return answerTo(file);
    },
    async received() {
      const received = new Map<string, number>();
      for (const name of (await readdir(folder)).filter((each) => each.endsWith(".order"))) {
        for (const { account, yen } of transfersIn(await readFile(join(folder, name)))) {
          if (!account.startsWith("1")) continue;
          received.set(account, (received.get(account) ?? 0) + yen);
        }
      }

      return received;
    },
  };
}

async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = await open(`${path}.draft`, "w");
  await draft.writeFile(bytes);
  await draft.sync();
  await draft.close();
  await rename(`${path}.draft`, path);
}

/** Accounts that begin with 9 are not there. */
export function answerTo(file: Uint8Array): Uint8Array {
  const answer = Uint8Array.from(file);
  for (const { start, account } of transfersIn(file)) {
    answer[start + RESULT_PLACE] = (account.startsWith("9") ? "1" : "0").charCodeAt(0);
  }

  return answer;
}

type Transfer = { readonly start: number; readonly account: string; readonly yen: number };

/** By the places of the 全銀 layout: 口座番号 at 43, 振込金額 at 80. */
function transfersIn(file: Uint8Array): Transfer[] {
  const text = Buffer.from(file).toString("latin1");
  const transfers: Transfer[] = [];
  for (let start = 0; start < text.length; start += RECORD) {
    const record = text.slice(start, start + RECORD);
    if (record.startsWith("2")) {
      transfers.push({ start, account: record.slice(43, 50), yen: Number(record.slice(80, 90)) });
    }
  }

  return transfers;
}
