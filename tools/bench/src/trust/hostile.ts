/** Broken certificates and lists by the hundred thousand: nothing but a verdict may come out, and soon. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  loadAnchors,
  loadRevocationList,
  parseCertificate,
  readPathCrl,
  TrustError,
  validatePath,
} from "@madoguchi/trust";
import type { PathCrl, TrustAnchor } from "@madoguchi/trust";
import { mutated, randomFrom } from "./mutate.ts";

/** NIST's PKITS, of Debian's python3-cryptography-vectors: every extension in use, right and wrong. */
const FOLDER = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data";

/** No input may take longer. */
export const BOUND_MILLISECONDS = 50;

export type HostileResult = {
  readonly inputs: number;
  /** Of them, those that could be read as what they pretend to be. */
  readonly readable: number;
  /** Broken, and believed all the same. */
  readonly trusted: number;
  readonly slowestMilliseconds: number;
  readonly meanMicroseconds: number;
  readonly heapGrowthMegabytes: number;
};

/** @throws whatever a reader throws that is no verdict. */
export function judgeHostile(inputs: number, seed: number): HostileResult {
  const certificates = files("certs");
  const lists = files("crls");
  const all = [...certificates, ...lists];
  // An element may have been put in the place of the whole: then it is what NIST signed.
  const genuine = new Set(all.map(textOf));
  const anchors = loadAnchors([readFileSync(join(FOLDER, "certs/TrustAnchorRootCertificate.crt"))]);
  const crls = lists.flatMap((list) => orNothing(() => readPathCrl(list)) ?? []);
  const random = randomFrom(seed);
  let [readable, trusted, slowest] = [0, 0, 0];
  const heapBefore = process.memoryUsage().heapUsed;
  let judging = 0;
  for (let index = 0; index < inputs; index += 1) {
    const isList = random() < 0.3;
    const from = isList ? lists : certificates;
    const whole = from[Math.floor(random() * from.length)] ?? new Uint8Array();
    const input = mutated(whole, all, random);
    const judge = (): Outcome =>
      isList ? judgeList(input, anchors) : judgeCertificate(input, anchors, crls);
    const { took, outcome } = timed(judge);
    judging += took;
    slowest = Math.max(slowest, took < slowest ? 0 : leastOf(judge, took));
    if (outcome !== "unreadable") readable += 1;
    if (outcome === "trusted" && !genuine.has(textOf(input))) trusted += 1;
  }
  const meanMicroseconds = (judging * 1000) / inputs;
  const heapGrowthMegabytes = (process.memoryUsage().heapUsed - heapBefore) / 1e6;
  return {
    inputs,
    readable,
    trusted,
    slowestMilliseconds: slowest,
    meanMicroseconds,
    heapGrowthMegabytes,
  };
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}

type Outcome = "unreadable" | "judged" | "trusted";

function judgeCertificate(
  input: Uint8Array,
  anchors: readonly TrustAnchor[],
  crls: readonly PathCrl[],
): Outcome {
  const certificate = orNothing(() => parseCertificate(input));
  if (certificate === undefined) return "unreadable";
  const at = new Date("2012-01-01T00:00:00Z");
  // Beside itself among the intermediates, so that whatever it says of authorities is looked at too.
  const verdict = validatePath({
    certificate: input,
    intermediates: [certificate],
    anchors,
    crls,
    at,
  });

  return verdict.kind === "valid" ? "trusted" : "judged";
}

function judgeList(input: Uint8Array, anchors: readonly TrustAnchor[]): Outcome {
  if (orNothing(() => readPathCrl(input)) === undefined) return "unreadable";

  return orNothing(() => loadRevocationList(input, anchors)) === undefined ? "judged" : "trusted";
}

/** Undefined when the bytes are refused, as broken ones should be. */
function orNothing<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}

function timed<T>(run: () => T): { readonly took: number; readonly outcome: T } {
  const start = performance.now();
  const outcome = run();

  return { took: performance.now() - start, outcome };
}

/** Three more times: a pause of the machine or of the garbage collector does not come back, a slow input does. */
function leastOf(run: () => Outcome, first: number): number {
  return Math.min(first, ...[0, 1, 2].map(() => timed(run).took));
}

function files(folder: string): readonly Uint8Array[] {
  return readdirSync(join(FOLDER, folder))
    .toSorted()
    .map((name) => Uint8Array.from(readFileSync(join(FOLDER, folder, name))));
}
