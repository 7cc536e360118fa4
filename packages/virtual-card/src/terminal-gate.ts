/**
 * Admits terminals in place of the PIN. A stand-in of our own: a real card does this with certificates that J-LIS issues,
 * in a sequence that is not public, and nothing here pretends to be it. The steps: 80 A2 with a terminal's
 * certificate, GET CHALLENGE, EXTERNAL AUTHENTICATE with the ground and the terminal's signature; then one signature.
 */
import { createPublicKey, type KeyObject, verify } from "node:crypto";
import { equalBytes, readTlvs, unlessMalformed } from "@madoguchi/card";
import { sw } from "./status.ts";

/** What the card holds of the authority. */
export type TerminalRoot = { readonly keyId: Uint8Array; readonly publicKey: KeyObject };

/** Its methods answer status words. */
export class TerminalGate {
  readonly #root: TerminalRoot;
  #terminal: KeyObject | undefined;
  #challenge: Uint8Array | undefined;
  #admitted = false;

  constructor(root: TerminalRoot) {
    this.#root = root;
  }

  /** Keeps the key of a certificate that the authority signed. */
  present(certificate: Uint8Array | undefined): number {
    this.#terminal = certificate && readTerminalKey(certificate, this.#root);
    return this.#terminal ? sw.ok : sw.wrongData;
  }

  challenged(challenge: Uint8Array): void {
    this.#challenge = challenge;
  }

  /** @param proof one byte of ground and the terminal's signature over challenge and ground */
  admit(proof: Uint8Array | undefined): number {
    const challenge = this.#challenge;
    this.#challenge = undefined;
    if (!this.#terminal || !challenge || !proof) return sw.conditionsNotSatisfied;
    const signed = Buffer.concat([challenge, proof.subarray(0, 1)]);
    this.#admitted = verifies(this.#terminal, signed, proof.subarray(1));
    return this.#admitted ? sw.ok : sw.notVerified;
  }

  /** Good for one signature. */
  pass(): boolean {
    const admitted = this.#admitted;
    this.#admitted = false;
    return admitted;
  }
}

/** 7F21 of 5F4E, issuer's and own key identifier and 86, a P-256 point; and 5F37, r ‖ s of the authority. */
function readTerminalKey(certificate: Uint8Array, root: TerminalRoot): KeyObject | undefined {
  return unlessMalformed(() => {
    const [outer] = readTlvs(certificate);
    const [body, signature] = readTlvs(outer?.value ?? new Uint8Array());
    if (outer?.tag !== 0x7f21 || body?.tag !== 0x5f4e || signature?.tag !== 0x5f37)
      return undefined;
    const [point] = readTlvs(body.value.subarray(32));
    const known =
      equalBytes(body.value.subarray(0, 16), root.keyId) &&
      verifies(root.publicKey, body.value, signature.value);
    return known && point?.tag === 0x86 ? fromPoint(point.value) : undefined;
  });
}

function fromPoint(point: Uint8Array): KeyObject {
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((coordinate) =>
    Buffer.from(coordinate).toString("base64url"),
  );
  const key = { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" };
  return createPublicKey({ key, format: "jwk" });
}

function verifies(key: KeyObject, message: Uint8Array, signature: Uint8Array): boolean {
  return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
}
