/** Looks for a path, depth first and within bounds, and judges each one found: signatures, RFC 5280 §6.1, then revocation. */
import type { TrustAnchor } from "../anchor.ts";
import { verifySignature } from "../signature.ts";
import type { PathCertificate } from "./certificate.ts";
import { checkPath } from "./checks.ts";
import type { PathInputs } from "./checks.ts";
import type { PathCrl } from "./crl.ts";
import { shareName } from "./distribution-points.ts";
import { directoryName, readName } from "./names.ts";
import type { PathQuestion, PathVerdict } from "./question.ts";
import { revocationStatus } from "./revocation.ts";
import { Work, signatureCost } from "./work.ts";

/** Certificates between an anchor and the last one; a real path has four at most. */
const LONGEST = 12;

/** What may have signed a certificate or a CRL. */
type Signer = {
  readonly subjectKey: string;
  readonly certificate: Pick<PathCertificate, "fingerprint" | "publicKey"> & {
    readonly extensions: Pick<PathCertificate["extensions"], "subjectKeyId" | "keyUsage">;
  };
};

type AnchorSigner = Signer & { readonly anchor: TrustAnchor };
type PoolSigner = Signer & { readonly certificate: PathCertificate };

/** What a path must lead to, by which certificates, and be good for. */
type Goal = {
  readonly inputs: PathInputs;
  readonly anchors: readonly AnchorSigner[];
  readonly pool: readonly PoolSigner[];
};

function signerOf(certificate: PathCertificate): PoolSigner {
  return { subjectKey: certificate.subject.key, certificate };
}

type Signed = {
  readonly issuer: PathCertificate["issuer"];
  readonly authorityKeyId: string | undefined;
} & Pick<PathCertificate, "tbs" | "signatureAlgorithm" | "signature">;

export class PathSearch {
  readonly #question: PathQuestion;
  readonly #at: number;
  readonly #work = new Work();
  readonly #crlIssuer: PathInputs;
  readonly #anchors: readonly AnchorSigner[];
  readonly #pool: readonly PoolSigner[];
  /** Fingerprints of the CRL issuers whose own standing is being decided: what they sign counts only once it is. */
  readonly #open = new Set<string>();

  constructor(question: PathQuestion, at: number) {
    this.#question = question;
    this.#at = at;
    this.#crlIssuer = {
      at,
      initialPolicies: undefined,
      initialExplicitPolicy: false,
      initialInhibitPolicyMapping: false,
      initialInhibitAnyPolicy: false,
      keyUsage: "cRLSign",
      extendedKeyUsage: undefined,
    };
    this.#anchors = question.anchors.map((anchor) => {
      const { certificate } = anchor;
      return { subjectKey: readName(certificate.subject).key, certificate, anchor };
    });
    const others = new Map(
      question.intermediates.map((certificate) => [certificate.fingerprint, certificate]),
    );
    for (const { certificate } of question.anchors) others.delete(certificate.fingerprint);
    this.#pool = [...others.values()].map(signerOf);
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
    const goal = { inputs, anchors: this.#anchors, pool: this.#pool };
    return this.#search([certificate], goal) ?? { kind: "no-path" };
  }

  /** Extends the path upwards, depth first. @returns the first valid verdict, or else the first of any; undefined for no path. */
  #search(
    path: readonly [PathCertificate, ...PathCertificate[]],
    goal: Goal,
  ): PathVerdict | undefined {
    const [top] = path;
    const signed = { ...top, authorityKeyId: top.extensions.authorityKeyId };
    let first: PathVerdict | undefined;
    for (const { anchor } of this.#signersAmong(goal.anchors, signed)) {
      const verdict = this.#judgePath(path, anchor, goal.inputs);
      if (verdict.kind === "valid") return verdict;
      first ??= verdict;
    }
    if (path.length === LONGEST) return first;
    const used = new Set(path.map(({ fingerprint }) => fingerprint));
    const unused = goal.pool.filter(({ certificate }) => !used.has(certificate.fingerprint));
    for (const { certificate } of this.#signersAmong(unused, signed)) {
      const verdict = this.#search([certificate, ...path], goal);
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
        isAuthentic: (crl) => this.#isAuthentic(crl, certificate, above, anchor),
      });
      if (status.kind === "revoked") return { ...status, depth };
      if (status.kind === "unknown") return { kind: "revocation-unknown", depth };
    }
    const last = path.at(-1) ?? path[0];
    const { policies } = checked;
    return { kind: "valid", path, anchor, policies, publicKey: last.publicKey };
  }

  /**
   * Signed by the anchor, by a certificate of the path above, which has been checked already, or by one with a path of its own.
   * @param certificate of which the CRL speaks. @param above it in its path.
   */
  #isAuthentic(
    crl: PathCrl,
    certificate: PathCertificate,
    above: readonly PathCertificate[],
    anchor: TrustAnchor,
  ): boolean {
    const signed = (signer: Signer): boolean =>
      signer.certificate.extensions.keyUsage?.has("cRLSign") !== false && this.#signs(signer, crl);
    this.#work.spend(this.#anchors.length + above.length + this.#pool.length);
    const anchors = this.#anchors.filter((signer) => signer.anchor === anchor);
    const superiors = above.map(signerOf);
    if (anchors.some(signed) || superiors.some(signed)) return true;
    // Whoever answers for an issuer under the issuer's own name must stand below the same certificates, not in another branch.
    const isDirect = crl.issuer.key === certificate.issuer.key;
    const goal: Goal = {
      inputs: this.#crlIssuer,
      anchors,
      pool: isDirect ? superiors : this.#pool,
    };
    return this.#pool.some(
      (signer) =>
        !above.includes(signer.certificate) &&
        signed(signer) &&
        this.#mayIssueCrls(signer.certificate, certificate, goal),
    );
  }

  /** A CRL issuer's path must hold, and end in the anchor of the certificate of which the CRL speaks (§6.3.3 f). */
  #mayIssueCrls(issuer: PathCertificate, about: PathCertificate, goal: Goal): boolean {
    // Nothing vouches for itself, but for a CRL issuer whose own issuer has named it for that.
    if (this.#open.has(issuer.fingerprint)) {
      return issuer.fingerprint === about.fingerprint && isOwnCrlIssuer(about);
    }
    this.#open.add(issuer.fingerprint);
    const verdict = this.#search([issuer], goal);
    this.#open.delete(issuer.fingerprint);
    return verdict?.kind === "valid";
  }
}

function isOwnCrlIssuer({ subject, extensions }: PathCertificate): boolean {
  const { distributionPoints = [] } = extensions;
  const own = [directoryName(subject)];
  return distributionPoints.some(({ crlIssuer = [] }) => shareName(crlIssuer, own));
}
