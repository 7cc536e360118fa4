/** Returning cards: a certificate once read and found signed by an anchor need not be read and verified again. */
import type { TrustAnchor } from "./anchor.ts";
import type { Certificate } from "./certificate.ts";
import type { CertificateProfile, Lifetime, Misfit } from "./jpki.ts";

/** All that can be said of a certificate whatever the time and the revocation lists. */
export type KnownCertificate = {
  readonly certificate: Certificate;
  readonly issuer: TrustAnchor;
  readonly profile: CertificateProfile;
  readonly misfit: Misfit | undefined;
  readonly lifetime: Lifetime;
  /** 発行番号. */
  readonly subjectSerial: string;
};

/** Least recently used out first. Holds only what an anchor signed, so strangers cannot push the others out. */
export class CertificateCache {
  readonly #known = new Map<string, KnownCertificate>();
  readonly #capacity: number;

  /** @param capacity certificates; each takes about 4 KB. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#known.size;
  }

  /** @param fingerprint SHA-256 of the certificate, hex. */
  get(fingerprint: string): KnownCertificate | undefined {
    const known = this.#known.get(fingerprint);
    if (known !== undefined) {
      this.#known.delete(fingerprint);
      this.#known.set(fingerprint, known);
    }
    return known;
  }

  put(known: KnownCertificate): void {
    this.#known.delete(known.certificate.fingerprint);
    this.#known.set(known.certificate.fingerprint, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#capacity && oldest !== undefined) this.#known.delete(oldest);
  }
}
