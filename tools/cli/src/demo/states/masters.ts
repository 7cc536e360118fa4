/** What stands in lists: a list of facilities and a catalogue of devices that wait for a second official, and the key of an insurer's system. */
import { Readable } from "node:stream";
import { deeds } from "@madoguchi/center";
import { firstCatalogue } from "@madoguchi/contract/known-models";
import { checkDigit } from "@madoguchi/notation";
import { demoInsurers } from "../insurers.ts";
import { dateFields, expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { deviceCatalogue, keepListFile, readListForm, tryList } = deeds.masterDeeds;
const { issueInsurerKey } = deeds.coverageDeeds;

export async function makeMasters(world: World): Promise<void> {
  const { center, officials, today } = world;
  world.at(-1);
  const fileName = "指定薬局一覧（架空）.csv";
  const { id } = await keepListFile(center, Readable.from([Buffer.from(list())]));
  const form = {
    kind: "pharmacy",
    prefecture: "47",
    source: "架空厚生局 指定薬局一覧（見本）",
    ...dateFields("listedOn", today.subtract({ days: 3 })),
  };
  const tried = await tryList(center, officials.one, { id, fileName }, readListForm(form), form);
  if (tried.refusal !== null) throw new Error(`the list was refused: ${tried.refusal}`);

  const validFrom = today.add({ days: 10 }).toString();
  const models = firstCatalogue.slice(1);
  const catalogue = { validFrom, models };
  expectWord(await deeds.propose(center, officials.one, deviceCatalogue, catalogue), "proposed");

  // The first of the list.
  const [number = ""] = demoInsurers.map((insurer) => insurer.number).toSorted();
  await issueInsurerKey(center, officials.reviewer, number, "適用システム（架空）");
}

/** One that is new, and one that is called otherwise than before. */
function list(): string {
  const lines = [1, 9001].map((serial) => {
    const payload = `47497${String(serial).padStart(4, "0")}`;

    return `${payload}${checkDigit(payload)},架空沖縄県見本${serial}薬局,沖縄県那覇市見本町${serial}番（架空）`;
  });

  return `${["医療機関コード,医療機関名称,所在地", ...lines].join("\n")}\n`;
}
