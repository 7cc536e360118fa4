/** Files of one insurer in every state; four people (架空) come into the registry with them. */
import { Readable } from "node:stream";
import { deeds } from "@madoguchi/center";
import { newId } from "@madoguchi/platform";
import { insurerNamed } from "../insurers.ts";
import { expectWord } from "./world.ts";
import type { World } from "./world.ts";

const {
  beginDelivery,
  decideEndings,
  findDelivery,
  deliverFeed,
  MAXIMUM_ATTEMPTS,
  receiveFile,
  UNCONFIRMED_DAYS,
} = deeds.coverageDeeds;

/** One that no card and nobody else of the demo is insured with. */
const insurer = insurerNamed("", "模擬村");

/** So many people come in. */
export const PEOPLE_IN_FILES = 4;

export async function makeInsurerFiles(world: World): Promise<void> {
  const { center, officials } = world;
  const work = (id: string) =>
    deeds.workOnDelivery(center, { id }, new AbortController().signal).catch(() => {});
  const all = fileOf(PEOPLE_IN_FILES);
  // One of four ends: more than a file may end by itself.
  const fewer = fileOf(PEOPLE_IN_FILES - 1);

  world.at(-UNCONFIRMED_DAYS - 3);
  const first = await deliver(world, all);
  await work(first);
  expectWord((await findDelivery(center.db, first))?.state, "accepted");
  await work(await deliver(world, fewer));
  world.at(-1);
  await deeds.forgetDeliveries(center);

  world.at(-2);
  await work(await deliver(world, all));
  await work(await deliver(world, "保険者番号,氏名\n"));
  const declined = await deliver(world, fewer);
  await work(declined);
  expectWord(await decideEndings(center, officials.approver, declined, "decline"), "decided");
  await work(await deliver(world, fewer));
  const failed = await deliver(world, fewer);
  await center.spool.remove(failed);
  for (let attempt = 0; attempt < MAXIMUM_ATTEMPTS; attempt += 1) await work(failed);

  // Left for whoever starts the worker: one that nobody has begun, and one whose worker is gone.
  world.at();
  await deliver(world, all);
  const begun = await deliver(world, all);
  const now = center.clock.now();
  if (!(await beginDelivery(center.db, begun, now, now))) throw new Error("nobody could begin it");
}

async function deliver({ center, officials }: World, text: string): Promise<string> {
  const file = await receiveFile(center, Readable.from([Buffer.from(text)]));
  if (!file) throw new Error("the file is too large");
  const result = await deliverFeed(center, { kind: "official", id: officials.reviewer.id }, file, {
    insurerNumber: insurer.number,
    mode: "full",
    isDryRun: false,
    fileName: "全件（架空）.csv",
    idempotencyKey: newId(),
  });
  expectWord(result, "delivered");

  return file.id;
}

const usual = {
  保険者番号: insurer.number,
  記号: "見本",
  枝番: "01",
  "本人・家族の別": "1",
  性別: "1",
  資格取得年月日: "2021-04-01",
  資格喪失年月日: "",
  喪失事由: "",
  有効開始年月日: "2021-04-01",
  有効終了年月日: "",
  一部負担金割合: "030",
};

function fileOf(people: number): string {
  const rows = Array.from({ length: people }, (_, index) => ({
    ...usual,
    番号: String(index + 1),
    氏名: `見本　${"一二三四"[index] ?? ""}郎`,
    カナ: `ミホン　${["イチ", "ジ", "サブ", "シ"][index] ?? ""}ロウ`,
    生年月日: `198${index}-01-01`,
  }));
  const titles = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => Object.values(row).join(","));

  return `${[titles.join(","), ...lines].join("\n")}\n`;
}
