import { createHash } from "node:crypto";
import { newId } from "@madoguchi/platform";
import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findHolder, linkCertificate, renewCertificate, unlinkCertificate } from "./index.ts";
import { hanako, official, openRegistry } from "./registry.fixture.ts";
import type { TestRegistry } from "./registry.fixture.ts";

const noonOfJune3 = Temporal.Instant.from("2026-06-03T03:00:00Z");

let registry: TestRegistry;

beforeAll(async () => {
  registry = await openRegistry(noonOfJune3.toString());
});
afterAll(() => registry[Symbol.asyncDispose]());

const fingerprintOf = (text: string) => createHash("sha256").update(text).digest();

async function auditOf(id: string): Promise<readonly string[]> {
  const rows = await registry.db
    .selectFrom("auditEvent")
    .select("action")
    .where("subjectId", "=", id)
    .orderBy("id")
    .execute();

  return rows.map(({ action }) => action);
}

describe("a certificate", () => {
  const use = (fingerprint: Uint8Array, personId: string) =>
    ({
      fingerprint,
      personId,
      via: "counter",
      facilityId: newId(),
      consentedAt: noonOfJune3,
      stated: { birthDate: hanako.birthDate, kana: "ﾔﾏﾀﾞ ﾊﾅｺ" },
    }) as const;
  const terminal = { kind: "terminal", id: newId() } as const;
  const holderOf = async (fingerprint: Uint8Array) =>
    (
      await findHolder(registry.db, {
        fingerprint: Buffer.from(fingerprint).toString("hex"),
        facilityId: null,
      })
    )?.person.id;

  test("is linked once, to whom it belongs by birth and reading", async () => {
    const [person, other] = [await registry.person(), await registry.person()];
    const fingerprint = fingerprintOf("first use");
    const link = (change: object) =>
      linkCertificate(registry, terminal, { ...use(fingerprint, person), ...change });
    const refused = (reason: string) => ({ kind: "refused", reason });
    const stated = { birthDate: "1980-02-18", kana: null };
    expect(await link({ stated })).toEqual(refused("other-person"));
    expect(await link({ personId: newId() })).toEqual(refused("unknown-person"));
    expect(await link({ via: "portal", facilityId: null })).toEqual(refused("not-allowed"));
    expect(await link({})).toEqual({ kind: "linked", personId: person });
    expect(await link({})).toEqual({ kind: "unchanged", personId: person });
    expect(await link({ personId: other })).toEqual(refused("linked-to-other"));
    expect(await holderOf(fingerprint)).toBe(person);
    expect(await auditOf(person)).toEqual(["person.registered", "certificate.linked"]);
  });

  test("is followed by another, and both speak for the person meanwhile", async () => {
    const person = await registry.person();
    const [old, renewed] = [fingerprintOf("old"), fingerprintOf("renewed")];
    const renewal = { fingerprint: renewed, predecessor: old };
    expect(await renewCertificate(registry, official, renewal)).toEqual({
      kind: "refused",
      reason: "predecessor-unlinked",
    });
    await linkCertificate(registry, terminal, use(old, person));
    expect((await renewCertificate(registry, official, renewal)).kind).toBe("linked");
    expect((await renewCertificate(registry, official, renewal)).kind).toBe("unchanged");
    expect([await holderOf(old), await holderOf(renewed)]).toEqual([person, person]);
    const unlink = { fingerprint: old, reason: "replaced" } as const;
    expect(await unlinkCertificate(registry, terminal, unlink)).toEqual({
      kind: "refused",
      reason: "not-allowed",
    });
    expect((await unlinkCertificate(registry, official, unlink)).kind).toBe("unlinked");
    expect((await unlinkCertificate(registry, official, unlink)).kind).toBe("unchanged");
    expect([await holderOf(old), await holderOf(renewed)]).toEqual([undefined, person]);
  });

  test("that was linked by mistake is unlinked and linked anew", async () => {
    const [wrong, right] = [await registry.person(), await registry.person()];
    const fingerprint = fingerprintOf("mistaken");
    await linkCertificate(registry, terminal, use(fingerprint, wrong));
    await unlinkCertificate(registry, official, { fingerprint, reason: "mistaken" });
    expect((await linkCertificate(registry, terminal, use(fingerprint, right))).kind).toBe(
      "linked",
    );
    expect(await holderOf(fingerprint)).toBe(right);
    const { rows } = await sql`
      select person_id, reason from certificate_link_history where fingerprint = ${fingerprint}`.execute(
      registry.db,
    );
    expect(rows).toEqual([{ personId: wrong, reason: "mistaken" }]);
  });
});
