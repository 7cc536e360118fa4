/** Every statement of a check, as it is really sent, says on which server its rows lie (decision 021). */
import { transaction } from "@madoguchi/platform";
import { findingsOf, openCounter, statementsOf, withClient } from "@madoguchi/test";
import type { KeyFindings, SentStatement } from "@madoguchi/test";
import { VirtualCard, personalise, surfaceRoot } from "@madoguchi/virtual-card";
import type { CardImage } from "@madoguchi/virtual-card";
import { hanako, sampleCard, today } from "@madoguchi/virtual-card/sample";
import { afterAll, beforeAll, expect, test } from "vitest";
import { linkCertificates } from "../coverage/index.ts";
import { distribution } from "../distribution.ts";
import { linkOf, openPlace, start } from "./cards.fixture.ts";
import type { Place } from "./cards.fixture.ts";
import { believe, insure } from "./insured.fixture.ts";
import { installSurfaceRoots } from "./index.ts";

let now = start;
const clock = { now: () => now };
const both = { limitCertificate: "given", specificDiseases: "declined" } as const;

let place: Place;
let linked: CardImage;
let stranger: CardImage;

beforeAll(async () => {
  place = await openPlace(clock);
  const { pki, image } = await sampleCard();
  linked = image;
  stranger = await personalise(pki, hanako, { issuedOn: today.subtract({ days: 1 }) });
  await believe(place.db, clock, pki);
  const personId = await insure(place.db, { number: "1001" });
  await transaction(place.db, async (tx) => {
    await installSurfaceRoots(tx, clock, [surfaceRoot(pki.surface)]);
    await linkCertificates(tx, [linkOf(linked, personId)]);
  });
});
afterAll(() => place[Symbol.asyncDispose]());

const lay = (image: CardImage) => VirtualCard.fromImage(image);

async function findings(
  sent: readonly SentStatement[],
): Promise<readonly (KeyFindings & { text: string })[]> {
  return withClient(place.center.databaseUrl, async (client) => {
    const found = [];
    for (const statement of sent) {
      found.push({ text: statement.text, ...(await findingsOf(client, statement, distribution)) });
    }

    return found;
  });
}

test("a check, by PIN and by photo, with its consents, asks no server for what it does not have", async () => {
  const checkup = await openCounter(place.center, clock, "checkup");
  const outcomes: string[] = [];
  const sent = await statementsOf(place.center.databaseUrl, async () => {
    // Late enough for the terminals to be seen anew.
    now = now.add({ minutes: 2 });
    for (const counter of [place.counter, checkup]) {
      for (const result of [
        await counter.check(lay(linked), both),
        await counter.check(lay(stranger)),
        await counter.checkVisually(lay(linked)),
      ]) {
        if (!result.ok) throw new Error("no answer", { cause: result });
        outcomes.push(result.value.outcome);
        const { checkId, outcome } = result.value;
        if (outcome === "valid") {
          const consented = await counter.client.consent(counter.identity, checkId, {
            consents: { specificDiseases: "given" },
          });
          if (!consented.ok) throw new Error("no consent", { cause: consented });
        }
      }
    }
  });
  expect(outcomes).toEqual(["valid", "unlinked", "valid", "valid", "unlinked", "valid"]);

  const found = await findings(sent);
  expect(found.filter(({ violations }) => violations.length > 0)).toEqual([]);
  // Nor does one statement look in one table for where to look in another.
  expect(found.filter(({ hops }) => hops.length > 0)).toEqual([]);
  const tables = new Set(found.flatMap((each) => each.tables));
  const asked = ["audit_event", "certificate_link", "challenge", "check_record", "consent"];
  expect([...tables]).toEqual(expect.arrayContaining([...asked, "coverage", "person", "terminal"]));
});

const id = "00000000-0000-7000-8000-000000000001";
const key = Buffer.alloc(32);

test.each<
  [
    text: string,
    values: readonly unknown[],
    violations: readonly string[],
    hops?: readonly string[],
  ]
>([
  ["select * from challenge where id = $1", [id], ["challenge: nothing says which facility_id"]],
  ["select * from challenge where id = $1 and facility_id = $1", [id], []],
  [
    "select * from challenge where id = $1 and facility_id <> $1",
    [id],
    ["challenge: nothing says which facility_id"],
  ],
  [
    "select * from challenge where id = $1 or facility_id = $1",
    [id],
    ["challenge: nothing says which facility_id"],
  ],
  [
    "select * from challenge where nonce = 'challenge.facility_id = 1' and id = $1",
    [id],
    ["challenge: nothing says which facility_id"],
  ],
  ["select * from challenge where facility_id = any($1::uuid[])", [[id, id.replace("1", "2")]], []],
  [
    "select * from check_record where facility_id::text = $1",
    [id],
    ["check_record: nothing says which facility_id"],
  ],
  [
    "update challenge set used_at = now() where id = $1",
    [id],
    ["challenge: nothing says which facility_id"],
  ],
  ["delete from consent where facility_id = $1", [id], ["consent: nothing says which person_id"]],
  [
    "insert into first_use select person_id, $1, $2, $1, $2, $2, now() from consent",
    [id, key],
    ["consent: nothing says which person_id"],
  ],
  [
    "select c.* from unnest($1::uuid[]) q (id) join challenge c on c.facility_id = q.id",
    [[id]],
    [],
  ],
  ["select c.* from person p join coverage c on c.person_id = p.id where p.id = $1", [id], []],
  [
    "select c.* from person p join coverage c on c.id = p.id where p.id = $1",
    [id],
    ["coverage: nothing says which person_id"],
  ],
  [
    "select c.* from person p join coverage c on c.person_id = p.id where p.name = $1",
    ["架空"],
    ["coverage: nothing says which person_id", "person: nothing says which id"],
  ],
  [
    "select p.* from certificate_link l join person p on p.id = l.person_id where l.fingerprint = $1",
    [key],
    [],
    ["certificate_link → person"],
  ],
  [
    "select p.* from certificate_link l join person p on p.id = l.person_id where l.linked_at < $1",
    ["2026-01-01"],
    ["certificate_link: nothing says which fingerprint", "person: nothing says which id"],
  ],
  [
    "select 1 from check_record c join membership a on a.facility_id = c.facility_id where c.facility_id = $1",
    [id],
    ["membership: lives on one server only"],
  ],
])("planted: %s", async (text, values, violations, hops = []) => {
  const [found] = await findings([{ text, values }]);
  expect([found?.violations, found?.hops]).toEqual([violations, hops]);
});
