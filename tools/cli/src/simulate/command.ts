/** The command `simulate grants`: prepare, walk, and the account of it. */
import { parseArgs } from "node:util";
import { formatYen } from "@madoguchi/notation";
import { Refusal } from "../refusal.ts";
import { openCrew } from "./crew.ts";
import { compareWithBank, drawBooks, Follower, foreseen } from "./books.ts";
import { REPAID_ON } from "./deeds.ts";
import { fateOf } from "./fates.ts";
import { openPlace, prepare } from "./place.ts";
import type { Place } from "./place.ts";
import { counts } from "./store.ts";
import { TRANSFER_ON, walk } from "./walk.ts";
import type { Looks } from "./walk.ts";

const MOST = 500_000;
/** What stays in the budget when all is done, so that too much given would show. */
const REST_YEN = 1_000_000;

/** @throws Refusal */
export async function simulateCommand(args: readonly string[]): Promise<number> {
  const applications = readApplications(args);
  const start = performance.now();
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  await using place = await openPlace();
  const fates = Array.from({ length: applications }, (_, number) => fateOf(number));
  const needed = fates.reduce(
    (sum, { course, amountYen }) =>
      course === "lapsed" || course === "refused" ? sum : sum + amountYen,
    0,
  );
  say(`${applications}件の架空の申請を、申請から返還まで動かします。`);
  await prepare(place, applications, Math.ceil(needed * 0.9));
  say("施設の用意ができました。");
  await using crew = openCrew(place.address, applications);
  const looks = await walk(place, crew, applications, needed + REST_YEN, say);
  say("");
  for (const line of await accountOf(place, applications, looks)) say(line);
  say(`かかった時間：${Math.round((performance.now() - start) / 1000)}秒`);

  return 0;
}

/** @throws when one yen is missing or too much */
async function accountOf(
  { center, bank }: Place,
  applications: number,
  looks: Looks,
): Promise<readonly string[]> {
  const fates = Array.from({ length: applications }, (_, number) => fateOf(number));
  const { days } = TRANSFER_ON.until(REPAID_ON);
  const balances = await drawBooks(center.db);
  for (const [account, yen] of Object.entries(foreseen(fates, days))) {
    if ((balances[account] ?? 0) !== yen) {
      throw new Error(`${account} holds ${balances[account] ?? 0} yen instead of ${yen}`);
    }
  }
  const bankYen = compareWithBank(fates, await bank.received());
  const yen = (account: string) => formatYen(balances[account] ?? 0);
  const movements = await new Follower(center.db).catchUp();
  const made = await counts(center.db);

  return [
    "結果",
    `  申請            ${applications}件（決定 ${made.decisions}件、振込の試み ${made.payments}件、振込データ ${made.batches}個）`,
    `  入ったお金      ${formatYen(-(balances["outside"] ?? 0))}（予算と加算金）`,
    `  施設にあるお金  ${yen("paid")}`,
    `  返ったお金      ${yen("returned")}、加算金 ${yen("interest")}`,
    `  予算の残り      ${yen("available")}`,
    `  途中のお金      ${formatYen((balances["committed"] ?? 0) + (balances["transfer"] ?? 0) + (balances["demanded"] ?? 0))}`,
    `  銀行の控え      ${formatYen(bankYen)}（施設ごとに、申請の内容から別に計算した額と一致）`,
    `  帳簿            ${movements}件の動き。はじめから1件ずつたどり、不足は一度もありません`,
    `  途中の検算      仕訳をたどって${looks.followed}回、残高と仕訳の合計と振込と返還の記録を全件で${looks.whole}回`,
    `  監査の記録      ${made.deeds}件`,
    "入ったお金と出たお金は、1円まで合っています。",
  ];
}

function readApplications(args: readonly string[]): number {
  const { positionals, applications } = readArguments(args);
  if (positionals.join(" ") !== "grants") {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi simulate --help」で読めます。`,
    );
  }
  const number = Number(applications);
  if (!Number.isInteger(number) || number < 1 || number > MOST) {
    throw new Refusal(`--applications には、1から${MOST}までの整数を指定してください。`);
  }

  return number;
}

function readArguments(args: readonly string[]) {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { applications: { type: "string", default: "100000" } },
    });

    return { positionals, applications: values.applications };
  } catch {
    return { positionals: [], applications: "" };
  }
}
