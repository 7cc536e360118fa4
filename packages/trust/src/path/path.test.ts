/** What NIST's suite leaves out: forged CRLs, purposes, work without end, every changed bit. */
import { describe, expect, test } from "vitest";
import { loadAnchors } from "../anchor.ts";
import { parseCertificate } from "../certificate.ts";
import { TrustError } from "../der.ts";
import { der, extension, nameDer, newKey, oid, testCertificate, testCrl } from "../test-paths.ts";
import type { TestCertificate } from "../test-paths.ts";
import { readPathCrl } from "./crl.ts";
import { policiesOf } from "./policies.ts";
import type { PathQuestion, PathVerdict } from "./question.ts";
import { validatePath } from "./validate.ts";

const AT = new Date("2026-06-01T00:00:00Z");

const keys = { root: newKey(), ca: newKey(), sub: newKey(), leaf: newKey(), rogue: newKey() };

const root = testCertificate({
  subject: "Root",
  issuer: "Root",
  serial: 1,
  use: "authority",
  key: keys.root,
  by: keys.root,
});
const anchors = loadAnchors([root]);

const under = (
  issuer: "Root" | "CA" | "Sub",
  options: Pick<TestCertificate, "subject" | "key" | "serial" | "use" | "extensions">,
): Uint8Array => {
  const by = { Root: keys.root, CA: keys.ca, Sub: keys.sub }[issuer];
  return testCertificate({ issuer, by, ...options });
};

const ca = under("Root", { subject: "CA", key: keys.ca, serial: 2, use: "authority" });
const sub = under("CA", { subject: "Sub", key: keys.sub, serial: 3, use: "authority" });
const leaf = under("CA", { subject: "Leaf", key: keys.leaf, serial: 4, use: "user" });
const leafOfSub = under("Sub", { subject: "Leaf", key: keys.leaf, serial: 5, use: "user" });

const rootCrl = testCrl({ issuer: "Root", by: keys.root, day: 1 });
const caCrl = testCrl({ issuer: "CA", by: keys.ca, day: 1 });
const subCrl = testCrl({ issuer: "Sub", by: keys.sub, day: 1 });

/** Unreadable certificates and CRLs are left out, as a caller would. */
function readable<T>(ders: readonly Uint8Array[], read: (bytes: Uint8Array) => T): readonly T[] {
  return ders.flatMap((bytes) => {
    try {
      return [read(bytes)];
    } catch (error) {
      if (error instanceof TrustError) return [];
      throw error;
    }
  });
}

function judge(
  certificate: Uint8Array,
  others: readonly Uint8Array[],
  crls: readonly Uint8Array[],
  inputs: Partial<PathQuestion> = {},
): PathVerdict {
  return validatePath({
    certificate,
    intermediates: readable(others, (der) => parseCertificate(der)),
    crls: readable(crls, readPathCrl),
    anchors,
    at: AT,
    ...inputs,
  });
}

test("a chain with its CRLs holds, and without one of them nothing is known", () => {
  expect(judge(leafOfSub, [sub, ca], [rootCrl, caCrl, subCrl])).toMatchObject({
    kind: "valid",
    path: [{ serial: "02" }, { serial: "03" }, { serial: "05" }],
  });
  expect(judge(leafOfSub, [sub, ca], [rootCrl, subCrl])).toEqual({
    kind: "revocation-unknown",
    depth: 1,
  });
  expect(judge(leafOfSub, [ca], [rootCrl, caCrl, subCrl])).toEqual({ kind: "no-path" });
});

describe("a newer CRL does not take a revocation back when it is signed", () => {
  const revokedSub = testCrl({ issuer: "CA", by: keys.ca, day: 1, revoked: [3] });
  const revokedLeaf = testCrl({ issuer: "CA", by: keys.ca, day: 1, revoked: [4] });
  const forged = testCrl({ issuer: "CA", by: keys.rogue, day: 2 });
  const rogue = { subject: "CA", key: keys.rogue, serial: 6, use: "crls" } as const;

  test("by a key that the revoked authority calls its superior's", () => {
    const crls = [rootCrl, revokedSub, subCrl, forged];
    const verdict = judge(leafOfSub, [sub, ca, under("Sub", rogue)], crls);
    expect(verdict).toMatchObject({ kind: "revoked", depth: 1 });
  });

  test("by a key that an authority of another branch calls by the issuer's name", () => {
    const other = under("Root", { subject: "Sub", key: keys.sub, serial: 7, use: "authority" });
    const crls = [rootCrl, revokedLeaf, subCrl, forged];
    const verdict = judge(leaf, [ca, other, under("Sub", rogue)], crls);
    expect(verdict).toMatchObject({ kind: "revoked", depth: 0 });
  });

  test("by the revoked key itself", () => {
    const itself = under("CA", { ...rogue, serial: 4 });
    const verdict = judge(itself, [ca, itself], [rootCrl, revokedLeaf, forged]);
    expect(verdict).toMatchObject({ kind: "revoked", depth: 0 });
  });

  test("but does when the issuer has given the key for it", () => {
    const crls = [rootCrl, testCrl({ issuer: "CA", by: keys.ca, day: 1, revoked: [9] }), forged];
    const verdict = judge(leaf, [ca, under("CA", rogue)], crls);
    expect(verdict.kind).toBe("valid");
  });
});

describe("purposes", () => {
  const [client, server] = ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"];
  const purpose = (id: string) => [extension("2.5.29.37", false, der(0x30, oid(id)))];
  const forClient = under("CA", {
    subject: "Leaf",
    key: keys.leaf,
    serial: 4,
    use: "user",
    extensions: purpose(client),
  });
  const caForServer = under("Root", {
    subject: "CA",
    key: keys.ca,
    serial: 2,
    use: "authority",
    extensions: purpose(server),
  });
  const crls = [rootCrl, caCrl];

  test.each([
    ["named", forClient, ca, client, undefined],
    ["not named", forClient, ca, server, 0],
    ["no purpose named at all", leaf, ca, server, undefined],
    ["not named by the authority", forClient, caForServer, client, 1],
  ])("%s", (_, certificate, authority, extendedKeyUsage, depth) => {
    expect(judge(certificate, [authority], crls, { extendedKeyUsage })).toMatchObject(
      depth === undefined
        ? { kind: "valid" }
        : { kind: "fault", fault: "extended-key-usage", depth },
    );
  });

  test("a key is used for what it was made", () => {
    expect(judge(leaf, [ca], crls, { keyUsage: "digitalSignature" }).kind).toBe("valid");
    expect(judge(leaf, [ca], crls, { keyUsage: "keyAgreement" })).toMatchObject({
      fault: "key-usage",
    });
  });
});

test("what an anchor's own certificate says of names and purposes below it holds", () => {
  const [client, server] = ["1.3.6.1.5.5.7.3.2", "1.3.6.1.5.5.7.3.1"];
  const only = (...extensions: Uint8Array[]) =>
    loadAnchors([
      testCertificate({
        subject: "Root",
        issuer: "Root",
        serial: 1,
        use: "authority",
        key: keys.root,
        by: keys.root,
        extensions,
      }),
    ]);
  const permitted = (cn: string) =>
    extension("2.5.29.30", true, der(0x30, der(0xa0, der(0x30, der(0xa4, nameDer(cn))))));
  const forClients = only(extension("2.5.29.37", false, der(0x30, oid(client))));
  const crls = [rootCrl, caCrl];
  const ask = (inputs: Partial<PathQuestion>) => judge(leaf, [ca], crls, inputs);
  expect(ask({ anchors: only(permitted("Leaf")) })).toMatchObject({ fault: "name-constraints" });
  expect(ask({ anchors: forClients, extendedKeyUsage: client }).kind).toBe("valid");
  expect(ask({ anchors: forClients, extendedKeyUsage: server })).toMatchObject({
    fault: "extended-key-usage",
    depth: 2,
  });
});

test("SHA-1 counts only where the caller says so", () => {
  const old = testCertificate({
    subject: "Leaf",
    issuer: "CA",
    key: keys.leaf,
    by: keys.ca,
    serial: 4,
    use: "user",
    hash: "sha1",
  });
  const crls = [rootCrl, caCrl];
  expect(judge(old, [ca], crls)).toEqual({ kind: "malformed", detail: "signature-algorithm" });
  expect(judge(old, [ca], crls, { allowSha1: true }).kind).toBe("valid");
});

describe("bounds", () => {
  test("authorities that certify each other end in a verdict, not in a search without end", () => {
    const circle = Array.from({ length: 60 }, (_, index) =>
      under("CA", { subject: "CA", key: keys.ca, serial: 10 + index, use: "authority" }),
    );
    expect(judge(leaf, circle, [rootCrl, caCrl])).toEqual({ kind: "too-much-work" });
  });

  test("policies that are mapped to each other at every step do not multiply", () => {
    const both = ["1.2.3.1", "1.2.3.2"];
    const mappings = both.flatMap((from) => both.map((to) => der(0x30, oid(from), oid(to))));
    const policies = extension(
      "2.5.29.32",
      false,
      der(0x30, ...both.map((id) => der(0x30, oid(id)))),
    );
    const step = [policies, extension("2.5.29.33", true, der(0x30, ...mappings))];
    const chain = Array.from({ length: 10 }, (_, index) =>
      testCertificate({
        subject: `CA ${index}`,
        issuer: index === 0 ? "Root" : `CA ${index - 1}`,
        key: keys.ca,
        by: index === 0 ? keys.root : keys.ca,
        serial: 20 + index,
        use: "authority",
        extensions: step,
      }),
    );
    const end = testCertificate({
      subject: "Leaf",
      issuer: "CA 9",
      key: keys.leaf,
      by: keys.ca,
      serial: 40,
      use: "user",
      extensions: [policies],
    });
    const crls = chain.map((_, index) => testCrl({ issuer: `CA ${index}`, by: keys.ca, day: 1 }));
    const inputs = {
      initialPolicies: undefined,
      initialExplicitPolicy: true,
      initialInhibitPolicyMapping: false,
      initialInhibitAnyPolicy: false,
    };
    const verdict = judge(end, chain, [rootCrl, ...crls], { initialExplicitPolicy: true });
    expect(verdict.kind).toBe("valid");
    const path = verdict.kind === "valid" ? verdict.path : [];
    expect(policiesOf(path, inputs)).toEqual({ authority: both, user: both });
  });
});

/** Every copy of `bytes` that differs in one bit. */
function* flips(bytes: Uint8Array): Generator<Uint8Array> {
  for (let bit = 0; bit < bytes.length * 8; bit += 1) {
    yield bytes.map((byte, index) => (index === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
  }
}

test("one changed bit in the certificate, an authority's, or a CRL, and the path does not hold", () => {
  const crls = [rootCrl, caCrl];
  expect(judge(leaf, [ca], crls).kind).toBe("valid");
  const accepted = [
    ...[...flips(leaf)].map((changed) => judge(changed, [ca], crls)),
    ...[...flips(ca)].map((changed) => judge(leaf, [changed], crls)),
    ...[...flips(rootCrl)].map((changed) => judge(leaf, [ca], [changed, caCrl])),
    ...[...flips(caCrl)].map((changed) => judge(leaf, [ca], [rootCrl, changed])),
  ].filter(({ kind }) => kind === "valid");
  expect(accepted).toEqual([]);
});
