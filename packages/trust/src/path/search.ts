/** Looks for a path, depth first and within bounds, and judges each one found: signatures, RFC 5280 §6.1, then revocation. */
import { mayHaveSigned } from "../anchor.ts";
import type { TrustAnchor } from "../anchor.ts";
import { latin1 } from "../bytes.ts";
import { isSameCertificate } from "../certificate.ts";
import type { Certificate } from "../certificate.ts";
import { isDecided, isSignedBy, isSignedByKept } from "../signed.ts";
import { checkPath } from "./checks.ts";
import type { PathGoal } from "./checks.ts";
import type { PathCrl } from "./crl.ts";
import { shareName } from "./distribution-points.ts";
import { directoryName } from "./names.ts";
import type { PathInputs, PathVerdict } from "./question.ts";
import { revocationStatus } from "./revocation.ts";
import { Work, signatureCost } from "./work.ts";

/** Certificates between an anchor and the last one; a real path has four at most. */
const LONGEST = 12;

/** What a path must lead to, by which certificates, and be good for. */
type Goal = {
  readonly inputs: PathGoal;
  readonly anchors: readonly TrustAnchor[];
  readonly pool: readonly Certificate[];
};

/** What is asked of whoever signed a CRL. */
const CRL_ISSUER: Omit<PathGoal, "at"> = {
  initialPolicies: undefined,
  initialExplicitPolicy: false,
  initialInhibitPolicyMapping: false,
  initialInhibitAnyPolicy: false,
  keyUsage: "cRLSign",
  extendedKeyUsage: undefined,
};

export class PathSearch {
  readonly #given: PathInputs;
  readonly #at: number;
  readonly #work = new Work();
  readonly #pool: readonly Certificate[];
  #asked: Certificate | undefined;
  /** The CRL issuers whose own standing is being decided: what they sign counts only once it is. */
  readonly #open: Certificate[] = [];

  constructor(given: PathInputs, at: number) {
    this.#given = given;
    this.#at = at;
    this.#pool = given.intermediates.length === 0 ? [] : distinct(given);
  }

  judge(certificate: Certificate): PathVerdict {
    this.#asked = certificate;
    const inputs: PathGoal = {
      at: this.#at,
      initialPolicies: this.#given.initialPolicies,
      initialExplicitPolicy: this.#given.initialExplicitPolicy ?? false,
      initialInhibitPolicyMapping: this.#given.initialInhibitPolicyMapping ?? false,
      initialInhibitAnyPolicy: this.#given.initialInhibitAnyPolicy ?? false,
      keyUsage: this.#given.keyUsage,
      extendedKeyUsage: this.#given.extendedKeyUsage,
    };
    const goal = { inputs, anchors: this.#given.anchors, pool: this.#pool };
    return this.#search([certificate], goal) ?? { kind: "no-path" };
  }

  /** Extends the path upwards, depth first. @returns the first valid verdict, or else the first of any; undefined for no path. */
  #search(path: readonly [Certificate, ...Certificate[]], goal: Goal): PathVerdict | undefined {
    const [top] = path;
    let first: PathVerdict | undefined;
    this.#work.spend(goal.anchors.length);
    for (const anchor of goal.anchors) {
      if (!this.#signed(anchor.certificate, top)) continue;
      const verdict = this.#judgePath(path, anchor, goal.inputs);
      if (verdict.kind === "valid") return verdict;
      first ??= verdict;
    }
    if (path.length === LONGEST || goal.pool.length === 0) return first;
    this.#work.spend(goal.pool.length);
    for (const certificate of goal.pool) {
      const isUsed = path.some((each) => isSameCertificate(each, certificate));
      if (isUsed || !this.#signed(certificate, top)) continue;
      const verdict = this.#search([certificate, ...path], goal);
      if (verdict?.kind === "valid") return verdict;
      first ??= verdict;
    }
    return first;
  }

  #signed(signer: Certificate, issued: Certificate | PathCrl): boolean {
    if (!mayHaveSigned(signer, issued)) return false;
    if (!isDecided(issued, signer.publicKey)) this.#work.spend(signatureCost(issued.tbs));
    const isAskedOnce = issued === this.#asked;
    return (isAskedOnce ? isSignedBy : isSignedByKept)(issued, signer.publicKey);
  }

  #judgePath(
    path: readonly [Certificate, ...Certificate[]],
    anchor: TrustAnchor,
    inputs: PathGoal,
  ): PathVerdict {
    const checked = checkPath(path, anchor, inputs, this.#work);
    if (checked.kind === "fault") return checked;
    const { crls } = this.#given;
    if (crls !== "left-to-the-caller") {
      for (const [index, certificate] of path.entries()) {
        const above = path.slice(0, index);
        const depth = path.length - 1 - index;
        const status = revocationStatus({
          certificate,
          crls,
          at: this.#at,
          work: this.#work,
          isAuthentic: (crl) => this.#isAuthentic(crl, certificate, above, anchor),
        });
        if (status.kind === "revoked") return { ...status, depth };
        if (status.kind === "unknown") return { kind: "revocation-unknown", depth };
      }
    }
    const last = path.at(-1) ?? path[0];
    return { kind: "valid", path, anchor, publicKey: last.publicKey };
  }

  /**
   * Signed by the anchor, by a certificate of the path above, which has been checked already, or by one with a path of its own.
   * @param certificate of which the CRL speaks. @param above it in its path.
   */
  #isAuthentic(
    crl: PathCrl,
    certificate: Certificate,
    above: readonly Certificate[],
    anchor: TrustAnchor,
  ): boolean {
    const signed = (signer: Certificate): boolean =>
      signer.extensions.keyUsage?.has("cRLSign") !== false && this.#signed(signer, crl);
    this.#work.spend(1 + above.length + this.#pool.length);
    if (signed(anchor.certificate) || above.some(signed)) return true;
    // Whoever answers for an issuer under the issuer's own name must stand below the same certificates, not in another branch.
    const isDirect = crl.issuer.key === certificate.issuer.key;
    const goal: Goal = {
      inputs: { ...CRL_ISSUER, at: this.#at },
      anchors: [anchor],
      pool: isDirect ? above : this.#pool,
    };
    return this.#pool.some(
      (signer) =>
        !above.includes(signer) && signed(signer) && this.#mayIssueCrls(signer, certificate, goal),
    );
  }

  /** A CRL issuer's path must hold, and end in the anchor of the certificate of which the CRL speaks (§6.3.3 f). */
  #mayIssueCrls(issuer: Certificate, about: Certificate, goal: Goal): boolean {
    // Nothing vouches for itself, but for a CRL issuer whose own issuer has named it for that.
    if (this.#open.some((each) => isSameCertificate(each, issuer))) {
      return isSameCertificate(issuer, about) && isOwnCrlIssuer(about);
    }
    this.#open.push(issuer);
    const verdict = this.#search([issuer], goal);
    this.#open.pop();
    return verdict?.kind === "valid";
  }
}

/** Each intermediate certificate once, and no anchor among them. */
function distinct({ intermediates, anchors }: PathInputs): readonly Certificate[] {
  const others = new Map(
    intermediates.map((certificate) => [latin1(certificate.encoded), certificate]),
  );
  for (const { certificate } of anchors) others.delete(latin1(certificate.encoded));
  return [...others.values()];
}

function isOwnCrlIssuer({ subject, extensions }: Certificate): boolean {
  const { distributionPoints = [] } = extensions;
  const own = [directoryName(subject)];
  return distributionPoints.some(({ crlIssuer = [] }) => shareName(crlIssuer, own));
}
