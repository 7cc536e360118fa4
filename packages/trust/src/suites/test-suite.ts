/** For tests: cases of other people's suites, and how our verdicts compare with theirs. */
import type { TrustAnchor } from "../anchor.ts";
import { parseCertificate } from "../certificate.ts";
import { TrustError } from "../der.ts";
import { readPathCrl } from "../path/crl.ts";
import type { PathQuestion, PathVerdict } from "../path/question.ts";
import { validatePath } from "../path/validate.ts";
import type { ReadingOptions } from "../signature.ts";

export type SuiteCase = ReadingOptions &
  Partial<
    Pick<
      PathQuestion,
      | "initialPolicies"
      | "initialExplicitPolicy"
      | "initialInhibitPolicyMapping"
      | "initialInhibitAnyPolicy"
      | "keyUsage"
      | "extendedKeyUsage"
    >
  > & {
    readonly name: string;
    readonly valid: boolean;
    readonly at: Date;
    /** DER. */
    readonly certificate: Uint8Array;
    readonly intermediates: readonly Uint8Array[];
    readonly roots: readonly Uint8Array[];
    /** Undefined: the suite does not ask for revocation. */
    readonly crls: readonly Uint8Array[] | undefined;
    /** Certificates between the root and the one in question. */
    readonly longest?: number | undefined;
  };

export type SuiteResult = {
  readonly cases: number;
  readonly valid: number;
  /** Names of cases. */
  readonly falseAccepts: readonly string[];
  readonly falseRejects: readonly string[];
};

export function runSuite(cases: readonly SuiteCase[]): SuiteResult {
  const judged = cases.map((each) => ({ ...each, outcome: judge(each) }));
  const named = (wrong: (each: (typeof judged)[number]) => boolean): readonly string[] =>
    judged.filter(wrong).map(({ name, outcome }) => `${name}: ${outcome}`);
  return {
    cases: cases.length,
    valid: cases.filter(({ valid }) => valid).length,
    falseAccepts: named(({ valid, outcome }) => !valid && outcome === "valid"),
    falseRejects: named(({ valid, outcome }) => valid && outcome !== "valid"),
  };
}

/** In one word. */
function judge(given: SuiteCase): string {
  const { roots, intermediates, crls, longest = Infinity, ...question } = given;
  const verdict = validatePath({
    ...question,
    // Whoever wrote the suite believes them as they are: a name and a key.
    anchors: readable(roots, (der): TrustAnchor => {
      return { certificate: parseCertificate(der, given), mode: "test" };
    }),
    intermediates: readable(intermediates, (der) => parseCertificate(der, given)),
    crls:
      crls === undefined ? "left-to-the-caller" : readable(crls, (der) => readPathCrl(der, given)),
  });
  if (verdict.kind === "valid" && verdict.path.length - 1 > longest) return "too-long";
  return wordOf(verdict);
}

function wordOf(verdict: PathVerdict): string {
  if (verdict.kind === "fault") return verdict.fault;
  return verdict.kind === "malformed" ? verdict.detail : verdict.kind;
}

/** Unreadable certificates and CRLs are left out, as a caller would. */
function readable<T>(ders: readonly Uint8Array[], read: (der: Uint8Array) => T): readonly T[] {
  return ders.flatMap((der) => {
    try {
      return [read(der)];
    } catch (error) {
      if (error instanceof TrustError) return [];
      throw error;
    }
  });
}

/** PEM or DER, whichever it is: every block of a PEM file. */
export function dersOf(file: Uint8Array): readonly Uint8Array[] {
  const text = new TextDecoder("latin1").decode(file);
  const blocks = [...text.matchAll(/-----BEGIN [^-]+-----([^-]+)-----END [^-]+-----/g)];
  if (blocks.length === 0) return [Uint8Array.from(file)];
  return blocks.map(([, base64 = ""]) => Uint8Array.from(Buffer.from(base64, "base64")));
}
