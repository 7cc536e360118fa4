/** A health-check site with a contract, and a file of examinees whom it asks for: one line can be answered, one cannot be read. */
import { Readable } from "node:stream";
import { deeds } from "@madoguchi/center";
import { insurerNamed } from "../insurers.ts";
import { expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { acceptBulkInquiry, addContract } = deeds.eligibilityDeeds;

/** Of the samples the last is such a site. */
const SITE = 10;

export async function makeCheckups(world: World): Promise<void> {
  const { center, today } = world;
  const actor = world.facility(SITE);
  const { number: insurerNumber } = insurerNamed("", "模擬村");
  world.at(-3);
  const contract = { insurerNumber, validFrom: today.subtract({ days: 30 }), validTo: null };
  expectWord(await addContract(center, actor, contract), "added");

  // Left for whoever starts the worker.
  world.at();
  const lines = [
    "保険者番号,記号,番号,枝番,生年月日",
    `${insurerNumber},見本,1,01,1980-01-01`,
    `${insurerNumber},見本,2,01,1980-13-01`,
  ];
  const asker = { kind: "person", id: actor.id, facilityId: actor.facilityId } as const;
  const sent = await acceptBulkInquiry(center, asker, {
    purpose: "specific-checkup",
    source: Readable.from([Buffer.from(`${lines.join("\n")}\n`)]),
    isAsSigned: null,
  });
  expectWord(sent, "accepted");
}
