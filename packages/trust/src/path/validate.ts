/**
 * General path validation (RFC 5280 §6): finds a path from a certificate to an anchor, and says whether it holds. The JPKI profile
 * stands apart from it, in `../verdict.ts`.
 */
import type { Temporal } from "temporal-polyfill";
import type { TrustAnchor } from "../anchor.ts";
import type { RevocationReason } from "../crl.ts";
import { TrustError } from "../der.ts";
import type { KeyUsage } from "../extensions.ts";
import { verifySignature } from "../signature.ts";
import type { PublicKey } from "../signature.ts";
import { readPathCertificate } from "./certificate.ts";
import type { PathCertificate, ReadingOptions } from "./certificate.ts";
import { checkPath } from "./checks.ts";
import type { PathFault, PathInputs } from "./checks.ts";
import type { PathCrl } from "./crl.ts";
import { readName } from "./names.ts";
import type { PolicySets } from "./policies.ts";
import { revocationStatus } from "./revocation.ts";
import { TooMuchWork, Work, signatureCost } from "./work.ts";

export type PathQuestion = ReadingOptions & {
  /** DER. */
  readonly certificate: Uint8Array;
  /** Any certificates that may help, in any order; also those of CRL issuers. */
  readonly intermediates: readonly PathCertificate[];
  readonly anchors: readonly TrustAnchor[];
  /** Complete and delta, in any order. */
  readonly crls: readonly PathCrl[];
  readonly at: Temporal.Instant | Date;
  /** By OID; left out, any policy is good enough. */
  readonly initialPolicies?: readonly string[];
  readonly initialExplicitPolicy?: boolean;
  readonly initialInhibitPolicyMapping?: boolean;
  readonly initialInhibitAnyPolicy?: boolean;
  readonly keyUsage?: KeyUsage;
  /** By OID. */
  readonly extendedKeyUsage?: string;
};

/** `depth` counts certificates from the one in question (0) towards the anchor. */
export type PathVerdict =
  | {
      readonly kind: "valid";
      /** From below the anchor to the certificate in question. */
      readonly path: readonly PathCertificate[];
      readonly anchor: TrustAnchor;
      readonly policies: PolicySets;
      readonly publicKey: PublicKey;
    }
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "no-path" }
  | { readonly kind: "fault"; readonly fault: PathFault; readonly depth: number }
  | {
      readonly kind: "revoked";
      readonly depth: number;
      readonly at: number;
      readonly reason: RevocationReason;
    }
  | { readonly kind: "revocation-unknown"; readonly depth: number }
  | { readonly kind: "too-much-work" };

/** The first path that holds, or why the first one found does not. Never throws for bad input. */
export function validatePath(question: PathQuestion): PathVerdict {
  const at = question.at instanceof Date ? question.at.getTime() : question.at.epochMilliseconds;
  if (!Number.isFinite(at)) throw new RangeError("the time of a validation must be known");
  try {
    const certificate = readPathCertificate(question.certificate, question);
    return new Validation(question, at).judge(certificate);
  } catch (error) {
    if (error instanceof TrustError) return { kind: "malformed", detail: error.detail };
    if (error instanceof TooMuchWork) return { kind: "too-much-work" };
    throw error;
  }
}

/** Certificates between an anchor and the last one; a real path has four at most. */
const LONGEST = 12;

/** What may have signed a certificate or a CRL. */
type Signer = {
  readonly subjectKey: string;
  readonly certificate: Pick<PathCertificate, "fingerprint" | "publicKey"> & {
    readonly extensions: Pick<PathCertificate["extensions"], "subjectKeyId" | "keyUsage">;
  };
};

type Signed = {
  readonly issuer: PathCertificate["issuer"];
  readonly authorityKeyId: string | undefined;
} & Pick<PathCertificate, "tbs" | "signatureAlgorithm" | "signature">;

class Validation {
  readonly #question: PathQuestion;
  readonly #at: number;
  readonly #work = new Work();
  readonly #anchors: readonly (Signer & { readonly anchor: TrustAnchor })[];
  readonly #pool: readonly (Signer & { readonly certificate: PathCertificate })[];
  /** Fingerprints of the certificates whose standing is being decided: a CRL may be signed by the very key it speaks of. */
  readonly #open = new Set<string>();

  constructor(question: PathQuestion, at: number) {
    this.#question = question;
    this.#at = at;
    this.#anchors = question.anchors.map((anchor) => {
      const { certificate } = anchor;
      return { subjectKey: readName(certificate.subject).key, certificate, anchor };
    });
    const others = new Map(
      question.intermediates.map((certificate) => [certificate.fingerprint, certificate]),
    );
    for (const { certificate } of question.anchors) others.delete(certificate.fingerprint);
    this.#pool = [...others.values()].map((certificate) => ({
      subjectKey: certificate.subject.key,
      certificate,
    }));
  }

  judge(certificate: PathCertificate): PathVerdict {
    const inputs: PathInputs = {
      at: this.#at,
      initialPolicies: this.#question.initialPolicies,
      initialExplicitPolicy: this.#question.initialExplicitPolicy ?? false,
      initialInhibitPolicyMapping: this.#question.initialInhibitPolicyMapping ?? false,
      initialInhibitAnyPolicy: this.#question.initialInhibitAnyPolicy ?? false,
      keyUsage: this.#question.keyUsage,
      extendedKeyUsage: this.#question.extendedKeyUsage,
    };
    return this.#decide(
      certificate,
      inputs,
      this.#anchors.map(({ anchor }) => anchor),
    );
  }

  /** A CRL issuer's path must end in the anchor of the certificate that the CRL speaks of (§6.3.3 f). */
  #mayIssueCrls(certificate: PathCertificate, anchor: TrustAnchor): boolean {
    if (this.#open.has(certificate.fingerprint)) return true;
    const inputs: PathInputs = {
      at: this.#at,
      initialPolicies: undefined,
      initialExplicitPolicy: false,
      initialInhibitPolicyMapping: false,
      initialInhibitAnyPolicy: false,
      keyUsage: "cRLSign",
      extendedKeyUsage: undefined,
    };
    return this.#decide(certificate, inputs, [anchor]).kind === "valid";
  }

  #decide(
    certificate: PathCertificate,
    inputs: PathInputs,
    anchors: readonly TrustAnchor[],
  ): PathVerdict {
    this.#open.add(certificate.fingerprint);
    const verdict = this.#search([certificate], inputs, anchors);
    this.#open.delete(certificate.fingerprint);
    return verdict ?? { kind: "no-path" };
  }

  /** Extends the path upwards, depth first. @returns the first valid verdict, or else the first of any; undefined for no path. */
  #search(
    path: readonly [PathCertificate, ...PathCertificate[]],
    inputs: PathInputs,
    anchors: readonly TrustAnchor[],
  ): PathVerdict | undefined {
    const [top] = path;
    const signed = { ...top, authorityKeyId: top.extensions.authorityKeyId };
    let first: PathVerdict | undefined;
    for (const { anchor } of this.#signersAmong(this.#anchors, signed)) {
      if (!anchors.includes(anchor)) continue;
      const verdict = this.#judgePath(path, anchor, inputs);
      if (verdict.kind === "valid") return verdict;
      first ??= verdict;
    }
    if (path.length === LONGEST) return first;
    const unused = this.#pool.filter(({ certificate }) => !path.includes(certificate));
    for (const { certificate } of this.#signersAmong(unused, signed)) {
      const verdict = this.#search([certificate, ...path], inputs, anchors);
      if (verdict?.kind === "valid") return verdict;
      first ??= verdict;
    }
    return first;
  }

  *#signersAmong<T extends Signer>(signers: readonly T[], signed: Signed): Generator<T> {
    this.#work.spend(signers.length);
    for (const signer of signers) if (this.#signs(signer, signed)) yield signer;
  }

  /** By name, by key identifier where both sides have one, and by the signature. */
  #signs({ subjectKey, certificate }: Signer, signed: Signed): boolean {
    const { subjectKeyId } = certificate.extensions;
    const { authorityKeyId } = signed;
    if (subjectKey !== signed.issuer.key) return false;
    if (subjectKeyId !== undefined && (authorityKeyId ?? subjectKeyId) !== subjectKeyId)
      return false;
    const { signatureAlgorithm, tbs, signature } = signed;
    this.#work.spend(signatureCost(tbs));
    return verifySignature(certificate.publicKey, signatureAlgorithm, tbs, signature);
  }

  #judgePath(
    path: readonly [PathCertificate, ...PathCertificate[]],
    anchor: TrustAnchor,
    inputs: PathInputs,
  ): PathVerdict {
    const checked = checkPath(path, anchor, inputs, this.#work);
    if (checked.kind === "fault") return checked;
    for (const [index, certificate] of path.entries()) {
      const above = path.slice(0, index);
      const depth = path.length - 1 - index;
      const status = revocationStatus({
        certificate,
        crls: this.#question.crls,
        at: this.#at,
        work: this.#work,
        isAuthentic: (crl) => this.#isAuthentic(crl, above, anchor),
      });
      if (status.kind === "revoked") return { ...status, depth };
      if (status.kind === "unknown") return { kind: "revocation-unknown", depth };
    }
    const last = path.at(-1) ?? path[0];
    const { policies } = checked;
    return { kind: "valid", path, anchor, policies, publicKey: last.publicKey };
  }

  /** Signed by the anchor, by a certificate of the path above, which has been checked already, or by one with a path of its own. */
  #isAuthentic(crl: PathCrl, above: readonly PathCertificate[], anchor: TrustAnchor): boolean {
    const mayThis = (signer: Signer): boolean =>
      signer.certificate.extensions.keyUsage?.has("cRLSign") !== false && this.#signs(signer, crl);
    this.#work.spend(this.#anchors.length + above.length + this.#pool.length);
    return (
      this.#anchors.some((signer) => signer.anchor === anchor && mayThis(signer)) ||
      above.some((certificate) => mayThis({ subjectKey: certificate.subject.key, certificate })) ||
      this.#pool.some(
        (signer) =>
          !above.includes(signer.certificate) &&
          mayThis(signer) &&
          this.#mayIssueCrls(signer.certificate, anchor),
      )
    );
  }
}
