/** Judges a certificate as the center does: as a 利用者証明用 one. */
import {
  JPKI_AUTHENTICATION,
  findIssuer,
  loadRevocationList,
  validateAuthCertificate,
  wordsOf,
} from "@madoguchi/trust";
import type { Certificate, CertificateVerdict } from "@madoguchi/trust";
import { jpkiSteps } from "./jpki-steps.ts";
import { readRoots, readUsable } from "./material.ts";
import { hearOcsp, saidByOcsp } from "./ocsp.ts";
import type { VerifyOptions } from "./options.ts";
import type { Report } from "./report.ts";
import type { Said } from "./step.ts";

/** @param certificate undefined when the bytes are none. @throws Refusal */
export async function verifyJpki(
  der: Uint8Array,
  certificate: Certificate | undefined,
  options: VerifyOptions,
): Promise<Omit<Report, "facts">> {
  const { at, language, policies } = options;
  const roots = await readRoots(options.roots);
  const { usable: crls, notes } = await readUsable("--crl", options.crls, (list) =>
    loadRevocationList(list, roots),
  );
  const issuer = certificate && findIssuer(roots, certificate)?.certificate;
  const outcome =
    options.ocsp !== undefined && certificate !== undefined && issuer !== undefined
      ? await hearOcsp(options.ocsp, { certificate, issuer, crls: crls.map(({ crl }) => crl), at })
      : undefined;
  const verdict = await validateAuthCertificate({
    certificate: der,
    roots,
    crls,
    ocsp: outcome && { outcome, whenAway: "current-list" },
    at,
    profile: policies.length === 0 ? JPKI_AUTHENTICATION : { ...JPKI_AUTHENTICATION, policies },
  });
  const { cause, nextStep } = wordsOf(verdict, language);
  return {
    steps: jpkiSteps(verdict),
    notes: [
      ...notes,
      ...(outcome === undefined ? [] : [saidByOcsp(outcome)]),
      ...(verdict.kind === "revocation-unknown" ? [moreNeeded] : []),
    ],
    valid: verdict.kind === "trusted",
    word: wordOf(verdict),
    cause,
    nextStep,
  };
}

const moreNeeded: Said = {
  ja: "発行元の新しい失効リストを --crl で、または --ocsp で指定すると、失効を確かめられます。",
  en: "Give the issuer's newest list by --crl, or --ocsp, to have revocation checked.",
};

function wordOf(verdict: CertificateVerdict): string {
  switch (verdict.kind) {
    case "trusted":
      return `trusted: ${verdict.standing}`;
    case "revoked":
      return `revoked: ${verdict.reason}`;
    case "malformed":
    case "wrong-purpose":
    case "revocation-unknown":
      return `${verdict.kind}: ${verdict.detail}`;
    case "expired":
    case "not-yet-valid":
    case "unknown-issuer":
      return verdict.kind;
  }
}
