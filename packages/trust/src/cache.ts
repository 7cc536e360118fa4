/** Returning cards: a certificate once read and found signed by an anchor need not be read and verified again. */
import { equalBytes, latin1 } from "./bytes.ts";
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

  /** @param capacity certificates; each takes about 4 KB, and up to 12 where it is alone in its piece of memory. */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#known.size;
  }

  /** @param der the whole certificate: only the very same bytes are known again. */
  get(der: Uint8Array): KnownCertificate | undefined {
    const name = nameOf(der);
    const known = this.#known.get(name);
    if (known === undefined || !equalBytes(known.certificate.encoded, der)) return undefined;
    this.#known.delete(name);
    this.#known.set(name, known);
    return known;
  }

  put(known: KnownCertificate): void {
    const name = nameOf(known.certificate.encoded);
    this.#known.delete(name);
    this.#known.set(name, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > this.#capacity && oldest !== undefined) this.#known.delete(oldest);
  }
}

/** The end of the CA's signature: as good as random, and cheaper than a hash over the whole. */
function nameOf(der: Uint8Array): string {
  return latin1(der, der.length - 16);
}
