import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { differencesOf } from "./details.ts";
import { readIdentity } from "./identity.ts";
import { standingOn } from "./standing.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const open = { suspendedFrom: null, suspendedUntil: null, closedOn: null };

test.each([
  [open, "2026-11-29", "open"],
  [{ ...open, suspendedFrom: day("2026-12-01") }, "2026-11-30", "open"],
  [{ ...open, suspendedFrom: day("2026-12-01") }, "2026-12-01", "suspended"],
  [{ ...open, suspendedFrom: day("2026-12-01") }, "2030-01-01", "suspended"],
  [
    { ...open, suspendedFrom: day("2026-12-01"), suspendedUntil: day("2027-04-01") },
    "2027-03-31",
    "suspended",
  ],
  [
    { ...open, suspendedFrom: day("2026-12-01"), suspendedUntil: day("2027-04-01") },
    "2027-04-01",
    "open",
  ],
  [{ ...open, closedOn: day("2026-12-01") }, "2026-11-30", "open"],
  [{ ...open, closedOn: day("2026-12-01") }, "2026-12-01", "closed"],
  [
    { suspendedFrom: day("2026-10-01"), suspendedUntil: null, closedOn: day("2026-12-01") },
    "2026-12-02",
    "closed",
  ],
] as const)("%o on %s is %s", (dates, on, standing) => {
  expect(standingOn(dates, day(on))).toBe(standing);
});

const code = "1310113715";

test.each([
  [{ kind: "medical", code }, code],
  [{ kind: "medical", code: "13-1-０１１３７１５" }, code],
  [{ kind: "medical", prefecture: "13", number: "0113715" }, code],
  [{ kind: "medical", prefecture: "13", number: "01,1371,5" }, code],
  // Seven digits in the wrong place, beside the prefecture that they lack.
  [{ kind: "medical", code: "0113715", prefecture: "13" }, code],
  [{ kind: "midwifery", prefecture: "13", feeSchedule: "1", number: "0113715" }, code],
  [{ kind: "medical", code, prefecture: "13", number: "0113715" }, code],
  [{ kind: "treatment", code: "協13-1234567-0-0", number: "7654321" }, "協13123456700"],
])("%o is %s", (values, expected) => {
  expect(readIdentity(values)).toMatchObject({ ok: true, value: { code: expected } });
});

test.each([
  [{}, ["kind", "code"], null],
  [{ code }, ["kind"], null],
  [{ kind: "medical" }, ["code"], null],
  [{ kind: "treatment", number: "0113715" }, ["code"], null],
  [{ kind: "medical", code: "0113715" }, ["code"], null],
  [{ kind: "medical", code: "1310113716" }, ["code"], "1310113716"],
  [{ kind: "dental", code }, ["code"], null],
  [{ kind: "medical", number: "0113715" }, ["prefecture"], null],
  [{ kind: "checkup", number: "0113715" }, ["prefecture", "feeSchedule"], null],
  [{ kind: "medical", prefecture: "13", number: "013719" }, ["number"], null],
  [{ kind: "medical", prefecture: "27", number: "0113715" }, ["number"], "2710113715"],
  [{ kind: "medical", code, number: "0113727" }, ["number"], null],
])("%o is refused at %o", (values, fields, unchecked) => {
  const reading = readIdentity(values);
  expect(reading.ok ? [] : Object.keys(reading.errors)).toEqual(fields);
  expect(reading).toMatchObject({ unchecked });
});

test("a width, a space or a kind of hyphen is no difference; a silent list neither", () => {
  const facility = {
    name: "架空医院",
    founder: "架空 太郎",
    postalCode: "1000013",
    address: "東京都千代田区霞が関1-2-2",
    phone: "0300000000",
  };
  expect(
    differencesOf(
      {
        name: "架空 医院",
        founder: null,
        postalCode: "1000013",
        address: "東京都千代田区霞が関１ー２ー３",
        phone: null,
      },
      facility,
    ),
  ).toEqual([
    {
      field: "address",
      before: "東京都千代田区霞が関１ー２ー３",
      after: "東京都千代田区霞が関1-2-2",
    },
  ]);
});
