/** A partition's lists, one after the other, made by openssl; and ours, read by it. */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createTestPki, crlPartition, signCrl } from "@madoguchi/virtual-card";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  loadAnchors,
  loadRevocationList,
  parseCertificate,
  validateAuthCertificate,
} from "../index.ts";
import type { RevocationList } from "../index.ts";
import { Openssl } from "../test-pki.ts";
import type { Authority } from "../test-pki.ts";
import { atOnce } from "../turns.ts";
import { freshnessOf } from "./freshness.ts";
import { partitionOf, swapList } from "./swap.ts";

const openssl = new Openssl();
let authority: Authority;
let userKey: string;

beforeAll(() => {
  authority = openssl.newAuthority(openssl.newKey("rsa:2048"));
  userKey = openssl.newKey("ec:P-256");
});
afterAll(() => openssl[Symbol.dispose]());

const at = (iso: string): number => Date.parse(iso);

/** The authority's list of that day in November 2026; its numbers rise by one from list to list. */
function listOf(day: number, extensions?: string, by = authority): RevocationList {
  const from = `202611${String(day).padStart(2, "0")}150000Z`;
  const to = `202611${String(day + 1).padStart(2, "0")}150000Z`;
  return loadRevocationList(
    by.crl({ from, to, ...(extensions && { extensions }) }),
    loadAnchors([by.der]),
  );
}

const swap = (current: RevocationList | undefined, next: RevocationList, now = at("2026-11-30Z")) =>
  atOnce(swapList(current, next, now));

describe("the list in force", () => {
  test("is the first one, and then each newer one", () => {
    const [first, second] = [listOf(1), listOf(2)];
    const swapped = swap(undefined, first);
    expect(swapped).toEqual({ kind: "swapped", list: first });
    expect(swap(first, second)).toMatchObject({ kind: "swapped", list: { number: second.number } });
  });

  test("is not replaced by itself, by one from before, or by one from the future", () => {
    const [first, second] = [listOf(1), listOf(2)];
    expect(swap(second, { ...second })).toEqual({ kind: "kept", why: "same" });
    expect(swap(second, first)).toEqual({ kind: "kept", why: "older" });
    const before = at("2026-11-02T14:54:59Z");
    expect(swap(first, second, before)).toEqual({ kind: "kept", why: "not-yet" });
    expect(swap(first, second, before + 1000).kind).toBe("swapped");
  });

  test("is not replaced by a later one whose number does not rise", () => {
    const later = listOf(1);
    const earlier = listOf(2);
    expect(swap(later, { ...earlier, number: later.number })).toEqual({
      kind: "kept",
      why: "number",
    });
    expect(swap(later, { ...earlier, number: undefined })).toEqual({ kind: "kept", why: "number" });
    expect(swap({ ...later, number: undefined }, earlier).kind).toBe("swapped");
  });

  test("belongs to one partition of one issuer", () => {
    const [whole, partition, other] = [listOf(1), listOf(1, "crl1"), listOf(1, "crl2")];
    const stranger = listOf(1, "crl1", openssl.newAuthority(openssl.newKey("rsa:2048")));
    const keys = [whole, partition, other, stranger].map((list) =>
      JSON.stringify(partitionOf(list)),
    );
    expect(new Set(keys).size).toBe(4);
    expect(partitionOf(whole).scope).toBe("");
    expect(partitionOf(listOf(3, "crl1"))).toEqual(partitionOf(partition));
  });
});

describe("what a list leaves out", () => {
  test("stays known for as long as an expired certificate serves", async () => {
    const forgetful = openssl.newAuthority(openssl.newKey("rsa:2048"));
    const ours = loadAnchors([forgetful.der]);
    const lost = forgetful.issue(userKey, { to: "20261103000000Z" });
    forgetful.revoke(lost, "keyCompromise");
    const naming = listOf(1, undefined, forgetful);
    // openssl drops nothing by itself: the register forgets, as a CA does once the certificate has expired.
    writeFileSync(
      forgetful.register,
      readFileSync(forgetful.register, "utf8").replaceAll(/^R.*\n/gm, ""),
    );
    const silent = listOf(4, undefined, forgetful);
    expect([naming.entries.size, silent.entries.size]).toEqual([1, 0]);

    const swapped = swap(naming, silent);
    if (swapped.kind !== "swapped") throw new Error(swapped.kind);
    const now = new Date("2026-11-05T00:00:00Z");
    const question = { certificate: lost.der, roots: ours, at: now };
    const kindWith = async (list: RevocationList) =>
      (await validateAuthCertificate({ ...question, crls: [list] })).kind;
    expect(await kindWith(silent)).toBe("trusted");
    expect(await kindWith(swapped.list)).toBe("revoked");

    // 5 November in Tokyo, and three months: to the end of 6 February, when not one that it named serves any more.
    const serial = parseCertificate(lost.der).serial;
    expect(swapped.list.dropped.get(serial)).toMatchObject({
      reason: "keyCompromise",
      keepUntil: at("2027-02-06T15:00:00Z"),
    });
    const next = listOf(5, undefined, forgetful);
    const kept = swap(swapped.list, next);
    expect(kept.kind === "swapped" && kept.list.dropped.has(serial)).toBe(true);
    const later = swap(swapped.list, next, at("2027-02-06T15:00:00Z"));
    expect(later.kind === "swapped" && later.list.dropped.size).toBe(0);
  });
});

test("a list is fresh, then late for a day, then stale", () => {
  const list = { thisUpdate: at("2026-11-22T15:00:00Z"), nextUpdate: at("2026-11-23T15:00:00Z") };
  const life = [
    ["2026-11-22T14:59:59Z", "not-yet"],
    ["2026-11-22T15:00:00Z", "fresh"],
    ["2026-11-23T14:59:59Z", "fresh"],
    ["2026-11-23T15:00:00Z", "late"],
    ["2026-11-24T14:59:59Z", "late"],
    ["2026-11-24T15:00:00Z", "stale"],
  ] as const;
  expect(life.map(([iso]) => [iso, freshnessOf(list, at(iso))])).toEqual(life);
});

test("our lists are good to openssl", async () => {
  const today = Temporal.PlainDate.from("2026-11-22");
  const now = Temporal.Instant.from("2026-11-22T00:04:00Z");
  const pki = await createTestPki(today);
  const [, root] = pki.auth;
  const list = signCrl(root, {
    number: 7,
    thisUpdate: now,
    nextUpdate: now.add({ hours: 24 }),
    partition: crlPartition("auth"),
    revoked: [{ serial: 0x1122n, at: now, reason: "affiliationChanged" }],
  });
  const [crl, ca] = [openssl.path("crl"), openssl.path("der")];
  writeFileSync(crl, list);
  writeFileSync(ca, root.certificate);
  const pem = openssl.path("pem");
  openssl.run("x509", "-inform", "DER", "-in", ca, "-out", pem);
  const args = ["crl", "-inform", "DER", "-in", crl, "-CAfile", pem, "-noout", "-text"];
  const said = execFileSync("openssl", args, {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  expect(said).toContain("Serial Number: 1122");
  expect(said).toContain("Affiliation Changed");
  const loaded = loadRevocationList(list, loadAnchors([root.certificate]));
  expect(loaded.entries.get("1122")).toMatchObject({ reason: "affiliationChanged" });
});
