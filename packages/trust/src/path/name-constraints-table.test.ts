/** Name constraints along a whole path: what authorities, one below the other, allow together, by the kind of name. */
import { describe, expect, test } from "vitest";
import { loadAnchors } from "../anchor.ts";
import { parseCertificate } from "../certificate.ts";
import type { Certificate } from "../certificate.ts";
import { TrustError } from "../der.ts";
import { der, extension, newKey, testCertificate, testCrl, text } from "../test-paths.ts";
import { readPathCrl } from "./crl.ts";
import { validatePath } from "./validate.ts";

const keys = { root: newKey(), ca: newKey(), sub: newKey(), leaf: newKey() };
const NAME_CONSTRAINTS = "2.5.29.30";
const ALTERNATIVE_NAMES = "2.5.29.17";
const TAGS = { email: 0x81, dns: 0x82, uri: 0x86 } as const;

function address(written: string): readonly number[] {
  if (!written.includes(":")) return written.split(".").map(Number);
  const [head = "", tail] = written.split("::");
  const groups = (part: string | undefined): number[] =>
    (part ?? "")
      .split(":")
      .filter((group) => group !== "")
      .flatMap((group) => [parseInt(group, 16) >> 8, parseInt(group, 16) & 0xff]);
  const [before, after] = [groups(head), groups(tail)];
  return [...before, ...Array<number>(16 - before.length - after.length).fill(0), ...after];
}

/** The first so many bits of as many bytes. */
const mask = (bits: number, bytes: number): readonly number[] =>
  Array.from({ length: bytes }, (_, index) => {
    const ones = Math.min(8, Math.max(0, bits - index * 8));
    return (0xff << (8 - ones)) & 0xff;
  });

/** `dns:example.jp`, `email:…`, `uri:…`, `ip:192.0.2.1`, as a base `ip:192.0.2.0/24`, or `ip:` with a mask written out. */
function generalName(written: string): Uint8Array {
  const [, kind = "", value = ""] = /^(\w+):(.*)$/s.exec(written) ?? [];
  if (kind !== "ip") return text(TAGS[kind as keyof typeof TAGS], value);
  const [host = "", prefix] = value.split("/");
  const bytes = address(host);
  const wide = prefix === undefined ? [] : widthOf(prefix, bytes.length);
  return der(0x87, Uint8Array.from([...bytes, ...wide]));
}

const widthOf = (prefix: string, bytes: number): readonly number[] =>
  /^\d+$/.test(prefix) ? mask(Number(prefix), bytes) : address(prefix);

/** What one authority demands: `+` permitted, `-` excluded. */
function constraints(written: string): readonly Uint8Array[] {
  if (written === "") return [];
  const marked = written.split(" ");
  const side = (mark: "+" | "-", tag: number): readonly Uint8Array[] => {
    const bases = marked.filter((base) => base.startsWith(mark));
    if (bases.length === 0) return [];
    return [der(tag, ...bases.map((base) => der(0x30, generalName(base.slice(1)))))];
  };
  return [extension(NAME_CONSTRAINTS, true, der(0x30, ...side("+", 0xa0), ...side("-", 0xa1)))];
}

/** A certificate whose demands cannot be read is left out, as a caller would. */
function readable(bytes: Uint8Array): readonly Certificate[] {
  try {
    return [parseCertificate(bytes)];
  } catch (error) {
    if (error instanceof TrustError) return [];
    throw error;
  }
}

const crls = [
  { issuer: "Root", by: keys.root },
  { issuer: "CA", by: keys.ca },
  { issuer: "Sub", by: keys.sub },
].map((list) => readPathCrl(testCrl({ ...list, day: 1 })));

function pathIsValid(above: string, below: string, names: readonly string[]): boolean {
  const authority = (subject: "CA" | "Sub", issuer: "Root" | "CA", demands: string) =>
    testCertificate({
      subject,
      issuer,
      key: subject === "CA" ? keys.ca : keys.sub,
      by: issuer === "Root" ? keys.root : keys.ca,
      serial: subject === "CA" ? 2 : 3,
      use: "authority",
      extensions: constraints(demands),
    });
  const own = { subject: "Root", issuer: "Root", key: keys.root, by: keys.root } as const;
  const alternativeNames =
    names.length === 0
      ? []
      : [extension(ALTERNATIVE_NAMES, false, der(0x30, ...names.map(generalName)))];
  const leaf = testCertificate({
    subject: "Leaf",
    issuer: "Sub",
    key: keys.leaf,
    by: keys.sub,
    serial: 4,
    use: "user",
    extensions: alternativeNames,
  });
  const verdict = validatePath({
    certificate: leaf,
    intermediates: [authority("CA", "Root", above), authority("Sub", "CA", below)].flatMap(
      readable,
    ),
    crls,
    anchors: loadAnchors([testCertificate({ ...own, serial: 1, use: "authority" })]),
    at: new Date("2026-06-01T00:00:00Z"),
  });
  return verdict.kind === "valid";
}

type Row = readonly [above: string, below: string, names: string, valid: "valid" | "refused"];

const tables: Readonly<Record<string, readonly Row[]>> = {
  "who demands nothing allows everything": [
    ["", "", "", "valid"],
    ["", "", "dns:a.example.jp email:a@example.jp uri:urn:a ip:192.0.2.1", "valid"],
    ["", "", "dns:not_one email:not one", "valid"],
  ],
  "DNS: a host and all below it": [
    ["+dns:example.jp", "", "dns:example.jp", "valid"],
    ["+dns:example.jp", "", "dns:a.b.c.example.jp", "valid"],
    ["+dns:example.jp", "", "dns:jp", "refused"],
    ["+dns:example.jp", "", "dns:notexample.jp", "refused"],
    ["+dns:example.jp", "", "dns:example.jp.evil.test", "refused"],
    ["+dns:EXAMPLE.jp", "", "dns:A.eXample.JP", "valid"],
    ["+dns:example.jp", "", "dns:a.example.jp dns:example.org", "refused"],
    ["+dns:example.jp +dns:example.org", "", "dns:a.example.jp dns:example.org", "valid"],
    ["+dns:", "", "dns:example.jp", "valid"],
    ["-dns:example.jp", "", "dns:example.org", "valid"],
    ["-dns:example.jp", "", "dns:notexample.jp", "valid"],
    ["-dns:example.jp", "", "dns:example.jp", "refused"],
    ["-dns:example.jp", "", "dns:a.EXAMPLE.jp", "refused"],
    ["-dns:", "", "dns:example.jp", "refused"],
    ["-dns:", "", "ip:192.0.2.1", "valid"],
    ["+dns:example.jp -dns:lost.example.jp", "", "dns:a.example.jp", "valid"],
    ["+dns:example.jp -dns:lost.example.jp", "", "dns:a.lost.example.jp", "refused"],
    // A leading dot has no meaning in RFC 5280 for DNS names, and readers differ: nothing is allowed under such a demand.
    ["+dns:.example.jp", "", "dns:a.example.jp", "refused"],
    ["-dns:.example.jp", "", "dns:example.org", "refused"],
    // The preferred syntax has no dot at the end: as an absolute name it would slip past what is excluded.
    ["-dns:example.jp", "", "dns:example.jp.", "refused"],
    ["+dns:example.jp", "", "dns:example.jp.", "refused"],
    ["-dns:example.org", "", "dns:.example.jp", "refused"],
    ["-dns:example.org", "", "dns:", "refused"],
  ],
  "DNS: a wildcard stands for all that it may match": [
    ["+dns:example.jp", "", "dns:*.example.jp", "valid"],
    ["+dns:example.jp", "", "dns:*.a.example.jp", "valid"],
    ["+dns:a.example.jp", "", "dns:*.example.jp", "refused"],
    ["+dns:a.example.jp", "", "dns:*.jp", "refused"],
    ["+dns:a.example.jp", "", "dns:*.b.example.jp", "refused"],
    ["-dns:a.example.jp", "", "dns:*.example.jp", "refused"],
    ["-dns:A.example.jp", "", "dns:*.EXAMPLE.jp", "refused"],
    ["-dns:a.example.jp", "", "dns:*.a.example.jp", "refused"],
    ["-dns:a.example.jp", "", "dns:*.b.a.example.jp", "refused"],
    ["-dns:a.example.jp", "", "dns:*.b.example.jp", "valid"],
  ],
  "e-mail: a mailbox, a host, or the hosts below a domain": [
    ["+email:a@example.jp", "", "email:a@example.jp", "valid"],
    ["+email:a@example.jp", "", "email:a@EXAMPLE.jp", "valid"],
    ["+email:a@EXAMPLE.jp", "", "email:a@example.jp", "valid"],
    ["+email:a@example.jp", "", "email:A@example.jp", "refused"],
    ["+email:a@example.jp", "", "email:b@example.jp", "refused"],
    ["+email:example.jp", "", "email:b@example.jp", "valid"],
    ["+email:example.jp", "", "email:b@a.example.jp", "refused"],
    ["+email:.example.jp", "", "email:b@a.example.jp", "valid"],
    ["+email:.example.jp", "", "email:b@b.a.example.jp", "valid"],
    ["+email:.example.jp", "", "email:b@example.jp", "refused"],
    ["+email:.example.jp +email:example.jp", "", "email:b@example.jp", "valid"],
    ["+email:", "", "email:a@example.jp", "valid"],
    ["-email:", "", "email:a@example.jp", "refused"],
    ["-email:", "", "dns:example.jp", "valid"],
    ["-email:a@example.jp -email:a@example.org", "", "email:a@example.jp", "refused"],
    ["-email:a@example.jp", "", "email:b@example.jp", "valid"],
    ["-email:example.jp", "", "email:b@Example.jp", "refused"],
    // The same mailbox, however its local part is written.
    ["+email:a@example.jp", "", 'email:"a"@example.jp', "valid"],
    ["+email:a@example.jp", "", 'email:"\\a"@example.jp', "valid"],
    ["-email:a@example.jp", "", 'email:"a"@example.jp', "refused"],
    ["-email:a@example.jp", "", 'email:"\\a"@EXAMPLE.jp', "refused"],
    ['-email:"a"@example.jp', "", "email:a@example.jp", "refused"],
    ["-email:example.jp", "", 'email:"x@y"@example.jp', "refused"],
    ["+email:example.jp", "", 'email:"x@y"@example.org', "refused"],
    ["+email:example.jp", "", "email:example.jp", "refused"],
    ["-email:example.jp", "", "email:a@example.jp.", "refused"],
  ],
  "URI: the host, and nothing that has none": [
    ["+uri:example.jp", "", "uri:https://example.jp/a uri:http://EXAMPLE.jp:8080/#b", "valid"],
    ["+uri:example.jp", "", "uri:https://a.example.jp/", "refused"],
    ["+uri:.example.jp", "", "uri:https://a.example.jp/", "valid"],
    ["+uri:.example.jp", "", "uri:https://a.b.example.jp/", "valid"],
    ["+uri:.example.jp", "", "uri:https://example.jp/", "refused"],
    ["+uri:example.jp", "", "uri:https://example.jp@example.org/", "refused"],
    ["+uri:example.jp", "", "uri:https://example.org/?https://example.jp/", "refused"],
    ["+uri:example.jp", "", "uri:https://example.org/", "refused"],
    ["-uri:example.jp", "", "uri:https://example.jp/", "refused"],
    ["-uri:example.jp", "", "uri:https://example.jp./", "refused"],
    ["-uri:.example.jp", "", "uri:https://a.example.jp.:443/", "refused"],
    ["-uri:example.jp", "", "uri:https://example.org/", "valid"],
    ["+uri:", "", "uri:https://example.jp/", "valid"],
    ["-uri:", "", "uri:https://example.jp/", "refused"],
    ["-uri:", "", "email:a@example.jp", "valid"],
    ["+uri:example.jp", "", "uri:http://192.0.2.1/", "refused"],
    ["-uri:example.jp", "", "uri:http://192.0.2.1:80/", "refused"],
    ["+uri:example.jp", "", "uri:http://[2001:db8::1]/", "refused"],
    ["-uri:example.jp", "", "uri:http://[2001:db8::1]:80/", "refused"],
    ["+uri:example.jp", "", "uri:http://[2001:db8::1%25.example.jp]/", "refused"],
    ["+uri:example.jp", "", "uri:urn:isbn:1", "refused"],
    ["-uri:example.jp", "", "uri:urn:isbn:1", "refused"],
  ],
  "IP: addresses by their first bits": [
    ["+ip:192.0.2.0/24", "", "ip:192.0.2.255", "valid"],
    ["+ip:192.0.2.0/24", "", "ip:192.0.3.0", "refused"],
    ["+ip:192.0.2.128/25", "", "ip:192.0.2.127", "refused"],
    ["+ip:192.0.2.77/24", "", "ip:192.0.2.1", "valid"],
    ["+ip:0.0.0.0/0", "", "ip:203.0.113.9", "valid"],
    ["+ip:192.0.2.1/32", "", "ip:192.0.2.1", "valid"],
    ["+ip:192.0.2.1/32", "", "ip:192.0.2.2", "refused"],
    ["-ip:10.0.0.0/8", "", "ip:10.255.0.1", "refused"],
    ["-ip:10.0.0.0/8", "", "ip:11.0.0.1", "valid"],
    ["-ip:0.0.0.0/0", "", "ip:192.0.2.1", "refused"],
    ["+ip:2001:db8::/32", "", "ip:2001:db8:1234::1", "valid"],
    ["+ip:2001:db8::/32", "", "ip:2001:db9::1", "refused"],
    ["+ip:2001:db8:8000::/33", "", "ip:2001:db8:7fff::1", "refused"],
    ["-ip:2001:db8::/32", "", "ip:2001:db8::1", "refused"],
    ["-ip:2001:db8::/32", "", "ip:2001:db9::1", "valid"],
    ["+ip:2001:db8::/32", "", "ip:192.0.2.1", "refused"],
    ["+ip:192.0.2.0/24", "", "ip:2001:db8::1", "refused"],
    ["+ip:192.0.2.0/24 -ip:::/0", "", "ip:192.0.2.1", "valid"],
    // CIDR (RFC 4632) has no holes: what such a demand means is not for us to guess.
    ["+ip:192.0.2.0/255.0.255.0", "", "ip:192.0.2.1", "refused"],
    ["-ip:192.0.2.0/255.255.0.255", "", "ip:203.0.113.9", "refused"],
  ],
  "a demand on one kind says nothing of another": [
    ["+dns:example.jp", "", "ip:192.0.2.1", "valid"],
    ["+dns:example.jp", "", "email:a@example.org uri:https://example.org/", "valid"],
    ["+ip:192.0.2.0/24", "", "dns:example.jp", "valid"],
    ["+ip:192.0.2.0/24", "", "dns:example.jp ip:203.0.113.9", "refused"],
    ["+email:example.jp", "", "dns:example.org", "valid"],
    ["+uri:example.jp", "", "dns:example.org", "valid"],
    ["+dns:example.jp", "", "", "valid"],
    ["-dns:example.jp -ip:192.0.2.0/24", "", "email:a@example.jp", "valid"],
  ],
  "an authority below narrows, and never widens": [
    ["+dns:example.jp", "+dns:a.example.jp", "dns:b.a.example.jp", "valid"],
    ["+dns:example.jp", "+dns:a.example.jp", "dns:b.example.jp", "refused"],
    ["+dns:example.jp", "+dns:example.org", "dns:example.org", "refused"],
    ["+dns:example.jp", "+dns:example.org", "dns:example.jp", "refused"],
    ["+dns:example.jp", "+dns:example.jp +dns:example.org", "dns:example.jp", "valid"],
    ["+dns:example.jp", "+dns:example.jp +dns:example.org", "dns:example.org", "refused"],
    ["+dns:example.jp", "+dns:", "dns:example.org", "refused"],
    ["+dns:", "+dns:example.jp", "dns:example.org", "refused"],
    ["-dns:", "-dns:example.jp", "dns:example.org", "refused"],
    ["-dns:example.jp", "-dns:", "dns:example.org", "refused"],
    ["-dns:example.jp", "+dns:example.jp", "dns:example.jp", "refused"],
    ["-dns:a.example.jp", "+dns:example.jp", "dns:b.example.jp", "valid"],
    ["+dns:example.jp", "+ip:192.0.2.0/24", "dns:a.example.jp ip:192.0.2.1", "valid"],
    ["+dns:example.jp", "+ip:192.0.2.0/24", "dns:a.example.jp ip:203.0.113.9", "refused"],
    ["+ip:10.0.0.0/8", "+ip:10.1.0.0/16", "ip:10.1.2.3", "valid"],
    ["+ip:10.0.0.0/8", "+ip:10.1.0.0/16", "ip:10.2.2.3", "refused"],
    ["+ip:10.1.0.0/16", "+ip:10.0.0.0/8", "ip:10.2.2.3", "refused"],
    ["-ip:0.0.0.0/1", "-ip:11.0.0.0/8", "ip:11.0.0.1", "refused"],
    ["+email:.example.jp", "+email:a.example.jp", "email:b@a.example.jp", "valid"],
    ["+email:a.example.jp", "+email:.example.jp", "email:b@c.example.jp", "refused"],
    ["+uri:.example.jp", "-uri:a.example.jp", "uri:https://b.example.jp/", "valid"],
    ["+uri:.example.jp", "-uri:a.example.jp", "uri:https://a.example.jp/", "refused"],
  ],
};

describe.each(Object.entries(tables))("%s", (_title, rows) => {
  test.each(rows)("[%s] above [%s]: [%s] is %s", (above, below, names, valid) => {
    const list = names === "" ? [] : names.split(/ (?=(?:dns|email|uri|ip):)/);
    expect(pathIsValid(above, below, list)).toBe(valid === "valid");
  });
});
