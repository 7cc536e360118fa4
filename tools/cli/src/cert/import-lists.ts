/** `cert import-crl`: puts revocation lists in force for the center; one that is running takes them up with its next check. */
import { parseArgs } from "node:util";
import { seeding } from "@madoguchi/center";
import { formatDateTime } from "@madoguchi/notation";
import { systemClock, transaction } from "@madoguchi/platform";
import { TrustError } from "@madoguchi/trust";
import type { KeepReason, RevocationList } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { Refusal } from "../refusal.ts";
import { readAllObjects } from "./files.ts";
import { withDatabase } from "./installation.ts";

const OUTCOMES: Readonly<Record<"swapped" | KeepReason, string>> = {
  swapped: "入れ替えました",
  same: "同じリストが、すでに入っています",
  older: "入れません：今のリストより前に作られています",
  number: "入れません：リストの番号が、今のリストより進んでいません",
  "not-yet": "入れません：作られた時刻が未来です。この機械の時計を確かめてください",
};

/** @returns 0 when every list is in force now, 1 when one is not. @throws Refusal */
export async function importLists(args: readonly string[]): Promise<number> {
  const { files, roots } = readImport(args);
  const material = { roots: await readAllObjects(roots), crls: await readAllObjects(files) };
  const installed = await withDatabase((db) =>
    transaction(db, (tx) => seeding.installTrust(tx, systemClock, material)),
  ).catch((error: unknown) => {
    if (!(error instanceof TrustError)) throw error;
    throw new Refusal(
      `リストを確かめられないため、何も変えていません（${error.detail}）。発行元の認証局を --root で加えてから、もう一度実行してください。`,
    );
  });
  for (const { outcome, list } of installed) console.log(`${OUTCOMES[outcome]}　${nameOf(list)}`);
  return installed.every(({ outcome }) => outcome === "swapped" || outcome === "same") ? 0 : 1;
}

function nameOf(list: RevocationList): string {
  const time = (at: number) => formatDateTime(Temporal.Instant.fromEpochMilliseconds(at));
  const number = list.number === undefined ? "番号なし" : `番号 ${list.number}`;
  const life = `${time(list.thisUpdate)} から ${time(list.nextUpdate)} まで`;
  return `${number}　${list.entries.size}件　${life}`;
}

function readImport(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { root: { type: "string", multiple: true, default: [] } },
    });
    if (positionals.length > 0 || values.root.length > 0) {
      return { files: positionals, roots: values.root };
    }
  } catch {
    // Falls through to the same sentence.
  }
  throw new Refusal(
    "失効リストのファイルを指定してください。例：npx madoguchi cert import-crl partition1.crl",
  );
}
