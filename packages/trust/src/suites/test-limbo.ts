/**
 * For tests: cases in the format of C2SP's x509-limbo, schema version 1 (its limbo.json, which holds BetterTLS too). Left out are the
 * rules of the web's authorities (webpki::, online::), DSA-like odd features we do not claim, and the matching of a server's name, which
 * nobody asks a card for.
 */
import type { KeyUsage } from "../extensions.ts";
import { dersOf } from "./test-suite.ts";
import type { SuiteCase } from "./test-suite.ts";

export type LimboCases = {
  readonly cases: readonly SuiteCase[];
  /** Ids. */
  readonly leftOut: readonly string[];
};

type Fields = Readonly<Record<string, unknown>>;

const NOT_OURS = /^(?:webpki|online)::/;

const OTHER_FEATURES: ReadonlySet<string> = new Set([
  "no-cert-policies",
  "pedantic-public-suffix-wildcard",
  "pedantic-webpki-subscriber-key",
  "pedantic-webpki-eku",
  "pedantic-serial-number",
]);

const KEY_USAGES: Readonly<Record<string, KeyUsage>> = {
  digitalSignature: "digitalSignature",
  contentCommitment: "nonRepudiation",
  keyEncipherment: "keyEncipherment",
  dataEncipherment: "dataEncipherment",
  keyAgreement: "keyAgreement",
  keyCertSign: "keyCertSign",
  cRLSign: "cRLSign",
};

const PURPOSES: Readonly<Record<string, string>> = {
  serverAuth: "1.3.6.1.5.5.7.3.1",
  clientAuth: "1.3.6.1.5.5.7.3.2",
  codeSigning: "1.3.6.1.5.5.7.3.3",
  emailProtection: "1.3.6.1.5.5.7.3.4",
  timeStamping: "1.3.6.1.5.5.7.3.8",
  OCSPSigning: "1.3.6.1.5.5.7.3.9",
};

/** @throws TypeError for a document of another form. */
export function limboCases(json: string): LimboCases {
  const document = fieldsOf(JSON.parse(json));
  if (document["version"] !== 1) throw new TypeError("limbo: another version");
  const all = listOf(document["testcases"]).map(fieldsOf);
  const isOurs = (each: Fields): boolean =>
    !NOT_OURS.test(textOf(each["id"])) &&
    !listOf(each["features"]).some((feature) => OTHER_FEATURES.has(textOf(feature)));
  return {
    cases: all.filter(isOurs).map(caseOf),
    leftOut: all.filter((each) => !isOurs(each)).map((each) => textOf(each["id"])),
  };
}

function caseOf(each: Fields): SuiteCase {
  const ders = (list: unknown): readonly Uint8Array[] => listOf(list).flatMap(pemOf);
  const [certificate = new Uint8Array()] = pemOf(each["peer_certificate"]);
  const { validation_time: at, max_chain_depth: longest, crls } = each;
  const [keyUsage] = listOf(each["key_usage"]).map((usage) => KEY_USAGES[textOf(usage)]);
  const [extendedKeyUsage] = listOf(each["extended_key_usage"]).map(
    (purpose) => PURPOSES[textOf(purpose)],
  );
  return {
    name: textOf(each["id"]),
    valid: each["expected_result"] === "SUCCESS",
    at: typeof at === "string" ? new Date(at) : new Date(),
    certificate,
    intermediates: ders(each["untrusted_intermediates"]),
    roots: ders(each["trusted_certs"]),
    crls: crls === undefined || listOf(crls).length === 0 ? undefined : ders(crls),
    ...(keyUsage && { keyUsage }),
    ...(extendedKeyUsage && { extendedKeyUsage }),
    ...(typeof longest === "number" && { longest }),
  };
}

function pemOf(value: unknown): readonly Uint8Array[] {
  return dersOf(new TextEncoder().encode(textOf(value)));
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null) throw new TypeError("limbo: no object");
  return Object.fromEntries(Object.entries(value));
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new TypeError("limbo: no list");
  return value;
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new TypeError("limbo: no text");
  return value;
}
