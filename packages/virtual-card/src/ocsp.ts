/**
 * Answers OCSP requests (RFC 6960) as the test PKI: bytes in, bytes out. Each root has a responder of its own, certified
 * for nothing else and exempt from being asked about (id-pkix-ocsp-nocheck).
 */
import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { equalBytes } from "@madoguchi/card";
import { deadline, startOfDay } from "@madoguchi/notation";
import type { Temporal } from "temporal-polyfill";
import {
  encodeName,
  extension,
  extensions,
  type Issuer,
  keyIdentifier,
  keyUsage,
  type Revocation,
  revocationReason,
  signCertificate,
  signed,
} from "./certificate.ts";
import * as der from "./der.ts";
import { type CertificateId, readOcspRequest } from "./ocsp-request.ts";
import { randomSerial, type Validity } from "./pki.ts";
import { generateRsaKey } from "./keys.ts";

/** Who answers for one root's certificates. */
type Delegate = { readonly issuer: Issuer; readonly certificate: Uint8Array };

export type OcspResponder = {
  readonly privateKey: KeyObject;
  readonly delegates: readonly Delegate[];
};

export type OcspFacts = {
  readonly now: Temporal.Instant;
  readonly revoked: readonly Revocation[];
  /** Left out: every serial number was issued. What was not is `unknown`. */
  readonly issued?: (serial: bigint) => boolean;
  /** Hours until there is something new to say; null: the answer names no such time. Left out: 24. */
  readonly hours?: number | null;
  /** False: the request's nonce is not repeated, as by responders that prepare their answers (RFC 5019). */
  readonly nonce?: boolean;
};

/** Makes one key (RSA-2048) and has every root certify it. `until` is the last day (Japan time). */
export async function createOcspResponder(
  roots: readonly Issuer[],
  { from, until }: Validity,
): Promise<OcspResponder> {
  const { publicKey, privateKey } = await generateRsaKey();
  const delegates = roots.map((issuer) => ({
    issuer,
    certificate: signCertificate(issuer, {
      serial: randomSerial(),
      subject: [...issuer.name, ["CN", "OCSP Responder（架空）"]],
      publicKey,
      notBefore: startOfDay(from),
      notAfter: deadline(until).subtract({ seconds: 1 }),
      extensions: [
        extensions.keyUsage(keyUsage.digitalSignature),
        extensions.ocspSigning(),
        extensions.ocspNoCheck(),
      ],
    }),
  }));
  return { privateKey, delegates };
}

/** The signed answer in DER; an unsigned refusal when nothing was asked, or not about one of these roots' certificates. */
export function answerOcsp(
  { privateKey, delegates }: OcspResponder,
  request: Uint8Array,
  facts: OcspFacts,
): Uint8Array {
  const asked = readOcspRequest(request);
  const [first, ...others] = asked?.certificates ?? [];
  if (asked === undefined || first === undefined) return refuseOcsp("malformedRequest");
  const delegate = delegates.find(({ issuer }) => names(first, issuer));
  if (!delegate || others.some((other) => !names(other, delegate.issuer)))
    return refuseOcsp("unauthorized");

  const { nonce = true } = facts;
  const publicKey = createPublicKey(privateKey);
  const responderId = der.context(2, der.octets(keyIdentifier(publicKey, "sha1")));
  const basic = signed(
    { privateKey },
    [
      responderId,
      der.generalizedTime(facts.now),
      der.sequence(...asked.certificates.map((certificate) => singleResponse(certificate, facts))),
      ...(nonce && asked.nonce
        ? [der.context(1, der.sequence(extension("1.3.6.1.5.5.7.48.1.2", asked.nonce)))]
        : []),
    ],
    der.context(0, der.sequence(delegate.certificate)),
  );
  return der.sequence(
    der.enumerated(0),
    der.context(0, der.sequence(der.oid("1.3.6.1.5.5.7.48.1.1"), der.octets(basic))),
  );
}

/** OCSPResponseStatus of RFC 6960 §4.2.1, without `successful`. */
const refusals = {
  malformedRequest: 1,
  internalError: 2,
  tryLater: 3,
  sigRequired: 5,
  unauthorized: 6,
} as const;

/** An answer that says only why there is none. Nobody signs it. */
export function refuseOcsp(status: keyof typeof refusals): Uint8Array {
  return der.sequence(der.enumerated(refusals[status]));
}

/** Whether the request means a certificate of this issuer: by the hashes of its name and key. */
function names({ hash, nameHash, keyHash }: CertificateId, { name, publicKey }: Issuer): boolean {
  const ownName = createHash(hash).update(encodeName(name)).digest();
  return equalBytes(nameHash, ownName) && equalBytes(keyHash, keyIdentifier(publicKey, hash));
}

function singleResponse({ encoded, serial }: CertificateId, facts: OcspFacts): der.Der {
  const { hours = 24, now } = facts;
  const next = hours === null ? [] : [der.context(0, der.generalizedTime(now.add({ hours })))];
  return der.sequence(encoded, standing(serial, facts), der.generalizedTime(now), ...next);
}

function standing(serial: bigint, { revoked, issued }: OcspFacts): der.Der {
  const revocation = revoked.find((each) => each.serial === serial);
  if (revocation !== undefined) {
    const reason = der.context(0, der.enumerated(revocationReason[revocation.reason]));
    return der.context(1, der.generalizedTime(revocation.at), reason);
  }
  return der.contextPrimitive(issued?.(serial) === false ? 2 : 0, new Uint8Array());
}
