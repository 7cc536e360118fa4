/** For tests: NIST's Public Key Interoperability Test Suite 1.0.1 (2011 edition), as Debian's python3-cryptography-vectors holds it. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { loadAnchors } from "./anchor.ts";
import type { TrustAnchor } from "./anchor.ts";
import { parseCertificate } from "./certificate.ts";
import type { Certificate } from "./certificate.ts";
import { TrustError } from "./der.ts";
import { readPathCrl } from "./path/crl.ts";
import type { PathCrl } from "./path/crl.ts";

const FOLDER = "/usr/lib/python3/dist-packages/cryptography_vectors/x509/PKITS_data";

/** The suite's certificates run from 2010 to 2030; those that must be too early or too late are so at this moment. */
export const PKITS_TIME = new Date("2012-01-01T00:00:00Z");

export type Pkits = {
  readonly anchors: readonly TrustAnchor[];
  /** Every CA certificate and CRL of the suite that can be read: finding the right ones is part of each test. */
  readonly intermediates: readonly Certificate[];
  readonly crls: readonly PathCrl[];
  /** File names of those that cannot. */
  readonly unreadable: readonly string[];
  /** Names of the end-entity certificates, without `EE.crt`. */
  readonly tests: readonly string[];
};

/** @throws Error naming the Debian package when the suite is not installed. */
export function loadPkits(): Pkits {
  if (!existsSync(FOLDER)) {
    throw new Error(
      "The PKITS vectors are not installed. Run: apt-get install -y --no-install-recommends python3-cryptography-vectors",
    );
  }
  const unreadable: string[] = [];
  const readAll = <T>(files: readonly string[], read: (der: Uint8Array) => T): readonly T[] =>
    files.flatMap((file) => {
      try {
        return [read(readFileSync(join(FOLDER, file)))];
      } catch (error) {
        if (!(error instanceof TrustError)) throw error;
        unreadable.push(file);
        return [];
      }
    });
  const list = (folder: string): readonly string[] =>
    readdirSync(join(FOLDER, folder))
      .toSorted()
      .map((name) => `${folder}/${name}`);
  const certificates = list("certs");
  const root = readFileSync(join(FOLDER, "certs/TrustAnchorRootCertificate.crt"));
  return {
    anchors: loadAnchors([root]),
    intermediates: readAll(
      certificates.filter((file) => !file.endsWith("EE.crt")),
      (der) => parseCertificate(der),
    ),
    crls: readAll(list("crls"), readPathCrl),
    unreadable,
    tests: certificates.flatMap((file) => /^certs\/(\w+)EE\.crt$/.exec(file)?.[1] ?? []),
  };
}

/** DER. @param name of the certificate, without `.crt`. */
export function pkitsCertificate(name: string): Uint8Array {
  return Uint8Array.from(readFileSync(join(FOLDER, "certs", `${name}.crt`)));
}
