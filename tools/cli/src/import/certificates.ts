/** `import certificates`: a notice of the certification authority about renewals, and what it brings about today. */
import { createReadStream } from "node:fs";
import { userInfo } from "node:os";
import { basename } from "node:path";
import { carryRenewals, takeInRenewals } from "@madoguchi/center";
import type { CarryCounts, NoticeOutcome } from "@madoguchi/center";
import { formatDateTime } from "@madoguchi/notation";
import { systemClock } from "@madoguchi/platform";
import { withDatabase } from "../cert/installation.ts";
import { Refusal } from "../refusal.ts";
import { stopSignal } from "../start/signals.ts";
import { NOT_TAKEN_IN, TAKEN_IN, sizeOf, writeErrors } from "./file.ts";
import { readCertificateOptions } from "./options.ts";
import { problemLines } from "./words.ts";

export async function importCertificates(args: readonly string[]): Promise<number> {
  const { file, errors, encoding, isDryRun } = readCertificateOptions(args);
  await sizeOf(file);
  const signal = stopSignal();
  const actor = { kind: "system", id: userInfo().username } as const;
  const { outcome, counts } = await withDatabase(async (db) => {
    const center = { db, clock: systemClock };
    const taken = await takeInRenewals(center, actor, {
      name: basename(file),
      open: () => createReadStream(file),
      ...(encoding && { encoding }),
      isDryRun,
      signal,
    });
    const carried = taken.kind === "accepted" && !isDryRun;

    return { outcome: taken, counts: carried ? await carryRenewals(center, actor) : null };
  }).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    throw new Refusal("途中で止めました。もう一度実行できます。");
  });
  console.log(wordsOf(outcome, counts).join("\n"));
  if (errors !== undefined && outcome.kind === "refused") {
    await writeErrors(errors, outcome.problems);
  }
  return outcome.kind === "refused" || outcome.kind === "not-allowed" ? NOT_TAKEN_IN : TAKEN_IN;
}

function wordsOf(outcome: NoticeOutcome, counts: CarryCounts | null): readonly string[] {
  switch (outcome.kind) {
    case "accepted":
      return counts === null
        ? [`${outcome.lines}件を取り込めます（試しのため、何も書いていません）。`]
        : [
            `${outcome.lines}件の更新を取り込みました。`,
            `  引き継ぎ  ${counts.carried}件　旧証明書の終わり ${counts.ended}件`,
            ...(counts.conflicts > 0
              ? [`  保留      ${counts.conflicts}件（新しい証明書が、ほかの方に登録されています）`]
              : []),
            "引き継ぎ日がまだのものは、その日の0時5分に引き継ぎます。",
          ];
    case "already":
      return [
        `このファイルは、${formatDateTime(outcome.at)} に取り込み済みです。何も変えていません。`,
      ];
    case "refused":
      return [
        `誤りが${outcome.problemCount}件あるため、取り込みません。直して、もう一度送ってもらってください。`,
        ...problemLines(outcome),
      ];
    case "not-allowed":
      return ["取り込みは審査室の仕事です。審査室の利用者で実行してください。"];
  }
}
