/** Judges a certificate by RFC 5280 alone, with authorities in between, lists of any kind, and a responder for the certificate itself. */
import { parseCertificate, readPathCrl, validatePath } from "@madoguchi/trust";
import type { Certificate, OcspOutcome, PathVerdict } from "@madoguchi/trust";
import { readRoots, readUsable } from "./material.ts";
import { hearOcsp, saidByOcsp } from "./ocsp.ts";
import type { VerifyOptions } from "./options.ts";
import { pathSteps, wordsOfPath } from "./path-steps.ts";
import type { Report } from "./report.ts";
import type { Said } from "./step.ts";

/** @param certificate undefined when the bytes are none. @throws Refusal */
export async function verifyPath(
  der: Uint8Array,
  certificate: Certificate | undefined,
  options: VerifyOptions,
): Promise<Omit<Report, "facts">> {
  const { at, policies } = options;
  const anchors = await readRoots(options.roots);
  const between = await readUsable("--intermediate", options.intermediates, (bytes) => ({
    der: bytes,
    certificate: parseCertificate(bytes),
  }));
  const lists = await readUsable("--crl", options.crls, readPathCrl);
  const crls = lists.usable;
  const intermediates = between.usable.map((each) => each.certificate);
  const inputs = { anchors, intermediates, at };
  const wanted =
    policies.length === 0 ? {} : { initialPolicies: policies, initialExplicitPolicy: true };

  const path = validatePath({ ...inputs, ...wanted, certificate: der, crls: "left-to-the-caller" });
  const notes = [...between.notes, ...lists.notes];
  if (path.kind !== "valid" || certificate === undefined) return reportOf(path, options, notes);
  const byLists = validatePath({ ...inputs, ...wanted, certificate: der, crls });
  if (options.ocsp === undefined || byLists.kind === "revoked") {
    return reportOf(byLists, options, notes);
  }
  const issuer = path.path.at(-2) ?? path.anchor.certificate;
  const outcome = await hearOcsp(options.ocsp, { certificate, issuer, crls, at });
  const issuerDer = between.usable.find((each) => each.certificate === issuer)?.der;
  // The responder speaks of the certificate alone: of the authorities above it, the lists must.
  const above = issuerDer && validatePath({ ...inputs, certificate: issuerDer, crls });
  const verdict = together(byLists, outcome, above, path);
  return reportOf(verdict, options, [...notes, saidByOcsp(outcome)]);
}

function together(
  byLists: PathVerdict,
  outcome: OcspOutcome,
  above: PathVerdict | undefined,
  path: PathVerdict,
): PathVerdict {
  switch (outcome.kind) {
    case "revoked":
      return { kind: "revoked", depth: 0, at: outcome.at, reason: outcome.reason };
    case "unknown":
      return { kind: "revocation-unknown", depth: 0 };
    case "good":
      return above === undefined || above.kind === "valid" ? path : deeper(above);
    case "error":
    case "refused":
    case "away":
      return byLists;
  }
}

/** Of the issuer, counted from the certificate that it issued. */
function deeper(verdict: PathVerdict): PathVerdict {
  return "depth" in verdict ? { ...verdict, depth: verdict.depth + 1 } : verdict;
}

function reportOf(
  verdict: PathVerdict,
  { language }: VerifyOptions,
  notes: readonly Said[],
): Omit<Report, "facts"> {
  if (verdict.kind === "valid") {
    const length = verdict.path.length + 1;
    const cause = {
      ja: `信頼する認証局までの${length}枚の証明書が、すべての決まりを満たしています。`,
      en: `All ${length} certificates up to the root meet the rules.`,
    };
    const nextStep = { ja: "このまま使えます。", en: "It can be used." };
    const said = { cause: cause[language], nextStep: nextStep[language] };
    return { steps: pathSteps(), notes, valid: true, word: "valid", ...said };
  }
  const words = wordsOfPath(verdict);
  return {
    steps: pathSteps(verdict),
    notes,
    valid: false,
    word: wordOf(verdict),
    cause: words.cause[language],
    nextStep: words.nextStep[language],
  };
}

function wordOf(verdict: PathVerdict): string {
  switch (verdict.kind) {
    case "fault":
      return `fault: ${verdict.fault}`;
    case "malformed":
      return `malformed: ${verdict.detail}`;
    case "revoked":
      return `revoked: ${verdict.reason}`;
    case "valid":
    case "no-path":
    case "revocation-unknown":
    case "too-much-work":
      return verdict.kind;
  }
}
