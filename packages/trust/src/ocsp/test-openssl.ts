/** For tests: openssl as an OCSP responder, a third party that shares no code with this package. */
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import type { Authority, Openssl } from "../test-pki.ts";

/** Who signs the answers. */
export type Signer = { readonly path: string; readonly key: string };

/** An id-kp-OCSPSigning certificate of this authority, with a key of its own. */
export function newDelegate(
  openssl: Openssl,
  authority: Authority,
  extensions: Readonly<Record<string, string | undefined>> = {},
  life: { readonly from?: string; readonly to?: string } = {},
): Signer {
  const key = openssl.newKey("ec:P-256");
  const { path } = authority.issue(key, {
    subject: "/C=JP/O=TEST-PKI/CN=OCSP Responder",
    ...life,
    extensions: {
      certificatePolicies: undefined,
      extendedKeyUsage: "OCSPSigning",
      noCheck: "yes",
      ...extensions,
    },
  });
  return { path, key };
}

function responder(authority: Authority, signer: Signer): readonly string[] {
  const register = ["-index", authority.register, "-CA", authority.path];
  return ["ocsp", ...register, "-rsigner", signer.path, "-rkey", signer.key];
}

/** What openssl answers to one request. @param options of `openssl ocsp`, such as `-ndays 1`. */
export function answerOnce(
  openssl: Openssl,
  authority: Authority,
  signer: Signer,
  request: Uint8Array,
  options: readonly string[] = ["-ndays", "1"],
): Uint8Array {
  const from = openssl.path("req");
  const to = openssl.path("resp");
  writeFileSync(from, request);
  openssl.run(...responder(authority, signer), "-reqin", from, "-respout", to, ...options);
  return Uint8Array.from(readFileSync(to));
}

/** `openssl ocsp -port`, on a port that the system chose, until disposed. */
export async function serve(
  authority: Authority,
  signer: Signer,
): Promise<{ readonly url: string } & AsyncDisposable> {
  const args = [...responder(authority, signer), "-port", "0", "-ndays", "1"];
  const server = spawn("openssl", args, { stdio: ["ignore", "pipe", "ignore"] });
  const ended = new Promise<void>((resolve) => void server.once("close", () => resolve()));
  let said = "";
  for await (const chunk of server.stdout.setEncoding("utf8")) {
    said += String(chunk);
    const [, port] = /ACCEPT \S*:(\d+) /.exec(said) ?? [];
    if (port === undefined) continue;
    return {
      url: `http://127.0.0.1:${port}/`,
      async [Symbol.asyncDispose]() {
        server.kill();
        await ended;
      },
    };
  }
  throw new Error("openssl ocsp did not start");
}
