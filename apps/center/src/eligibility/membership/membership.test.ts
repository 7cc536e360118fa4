import { exampleCoverage, exampleRegistered } from "@madoguchi/contract";
import { newId, transaction } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { VirtualCard } from "@madoguchi/virtual-card";
import { hanako, sampleCard } from "@madoguchi/virtual-card/sample";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  insertCoverages,
  insertInsurers,
  insertPeople,
  linkCertificates,
} from "../../coverage/index.ts";
import { linkOf, openPlace, revocationListOf, start } from "../cards.fixture.ts";
import type { Place } from "../cards.fixture.ts";
import { installTrust } from "../index.ts";
import { contractedOn, membershipsOf, phaseOn } from "./rules.ts";
import { insertContract } from "./store.ts";

let place: Place;
let site: Counter;
let card: VirtualCard;

const clock = { now: () => start };
const { insurerName } = exampleCoverage;
const day = (text: string) => Temporal.PlainDate.from(text);

beforeAll(async () => {
  place = await openPlace(clock);
  site = await openCounter(place.center, clock, "checkup");
  const { pki, image } = await sampleCard();
  card = VirtualCard.fromImage(image);
  const personId = newId();
  await transaction(place.db, async (tx) => {
    await insertInsurers(tx, [{ number: exampleRegistered.insurerNumber, name: insurerName }]);
    const { name, sex, birthDate } = hanako;
    const kana = "ヤマダ　ハナコ";
    await insertPeople(
      tx,
      [{ id: personId, name, kana, sex, birthDate, address: null, suspendedAt: null }],
      start,
    );
    await insertCoverages(tx, [{ ...exampleRegistered, personId, id: newId() }], start);
    await linkCertificates(tx, [linkOf(image, personId)]);
    await installTrust(tx, clock, {
      roots: pki.auth.map((root) => root.certificate),
      crls: pki.auth.map((root) => revocationListOf(root, { thisUpdate: start, hours: 72 })),
    });
  });
});
afterAll(() => place[Symbol.asyncDispose]());

async function membershipsAt(counter: Counter) {
  const result = await counter.check(card);
  if (!result.ok) throw new Error("no answer", { cause: result });

  return result.value.memberships;
}

test("a site is told for each insurer whether it has a contract; a clinic is told nothing of the kind", async () => {
  expect(await membershipsAt(place.counter)).toBeUndefined();
  const { insurerNumber } = exampleRegistered;
  expect(await membershipsAt(site)).toMatchObject([
    { insurerNumber, insurerName, contracted: false, nextStep: expect.stringContaining("受診券") },
  ]);
  await transaction(place.db, (tx) =>
    insertContract(tx, {
      id: newId(),
      facilityId: site.facilityId,
      insurerNumber,
      validFrom: day("2026-11-22"),
      validTo: day("2026-11-22"),
      createdAt: start,
    }),
  );
  expect(await membershipsAt(site)).toMatchObject([
    { contracted: true, text: "契約している保険者の加入者です。", nextStep: null },
  ]);
});

test("a contract holds from its first day to its last, and names each insurer once", () => {
  const contract = {
    insurerNumber: "138057",
    validFrom: day("2026-04-01"),
    validTo: day("2027-03-31"),
  };
  expect(
    ["2026-03-31", "2026-04-01", "2027-03-31", "2027-04-01"].map((text) =>
      phaseOn(contract, day(text)),
    ),
  ).toEqual(["upcoming", "active", "active", "ended"]);
  const contracted = contractedOn([contract, { ...contract, validTo: null }], day("2028-01-01"));
  const other = { ...exampleCoverage, insurerNumber: "138057", insurerName: "窓口市（架空）" };
  expect(
    membershipsOf([exampleCoverage, other, other], contracted).map(
      ({ insurerNumber, contracted: has }) => [insurerNumber, has],
    ),
  ).toEqual([
    ["01130012", false],
    ["138057", true],
  ]);
});
