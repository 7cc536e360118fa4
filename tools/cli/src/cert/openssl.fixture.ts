/** For tests: a root, an authority below it, certificates, lists and OCSP answers, made by the system's openssl. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CONFIG = `
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = this
[this]
database = index.txt
crlnumber = crlnumber
default_md = sha256
[crl]
authorityKeyIdentifier = keyid
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[user]
keyUsage = critical, digitalSignature
certificatePolicies = critical, 1.2.392.200149.8.5.1.3.30
authorityKeyIdentifier = keyid
[signing]
keyUsage = critical, digitalSignature, nonRepudiation
certificatePolicies = critical, 1.2.392.200149.8.5.1.1.20
authorityKeyIdentifier = keyid
[limited]
basicConstraints = critical, CA:TRUE, pathlen:0
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
`;

type Kind = "authority" | "user" | "signing" | "limited";

export class OpensslFolder implements Disposable {
  readonly directory = mkdtempSync(join(tmpdir(), "madoguchi-cert-"));
  #serial = 1000;

  constructor() {
    writeFileSync(this.path("openssl.cnf"), CONFIG);
    writeFileSync(this.path("index.txt"), "");
    writeFileSync(this.path("crlnumber"), "01\n");
  }

  [Symbol.dispose](): void {
    rmSync(this.directory, { recursive: true });
  }

  path(name: string): string {
    return join(this.directory, name);
  }

  run(...args: readonly string[]): void {
    execFileSync("openssl", args, { cwd: this.directory, stdio: ["ignore", "ignore", "pipe"] });
  }

  root(name: string): void {
    this.#key(name);
    const self = ["-x509", "-key", `${name}.key`, "-out", `${name}.pem`, "-days", "3650"];
    const what = [
      "-config",
      "openssl.cnf",
      "-extensions",
      "authority",
      "-subj",
      `/C=JP/CN=${name}`,
    ];
    this.run("req", ...self, ...what);
  }

  /** @returns the serial number in hex */
  issue(name: string, by: string, kind: Kind): string {
    this.#key(name);
    this.#serial += 1;
    const serial = this.#serial.toString(16).padStart(4, "0").toUpperCase();
    const subject = ["-key", `${name}.key`, "-subj", `/C=JP/CN=${name}`];
    this.run("req", "-new", "-config", "openssl.cnf", ...subject, "-out", "request.csr");
    const authority = ["-CA", `${by}.pem`, "-CAkey", `${by}.key`, "-set_serial", `0x${serial}`];
    const extensions = ["-extfile", "openssl.cnf", "-extensions", kind];
    const files = ["-in", "request.csr", "-out", `${name}.pem`];
    this.run("x509", "-req", ...files, "-days", "1000", ...authority, ...extensions);
    return serial;
  }

  /** @param revoked serial numbers. @param known numbers that the responder knows beside them. */
  register(revoked: readonly string[], known: readonly string[] = []): void {
    const lines = [
      ...revoked.map((serial) => `R\t350101000000Z\t260101000000Z,keyCompromise\t${serial}`),
      ...known.map((serial) => `V\t350101000000Z\t\t${serial}`),
    ];
    const text = lines.map((line) => `${line}\tunknown\t/CN=x\n`).join("");
    writeFileSync(this.path("index.txt"), text);
  }

  list(name: string, by: string): void {
    const signer = ["-cert", `${by}.pem`, "-keyfile", `${by}.key`, "-crlexts", "crl"];
    const life = ["-crldays", "1", "-out", `${name}.crl`];
    this.run("ca", "-gencrl", "-config", "openssl.cnf", ...signer, ...life);
  }

  /** An answer of the authority itself about one certificate. */
  ocsp(name: string, by: string, certificate: string): void {
    const asked = ["-issuer", `${by}.pem`, "-cert", `${certificate}.pem`];
    this.run("ocsp", ...asked, "-reqout", `${name}.request`, "-no_nonce");
    this.answer(`${name}.request`, `${name}.response`, by);
  }

  answer(request: string, response: string, by: string): void {
    const signer = ["-rsigner", `${by}.pem`, "-rkey", `${by}.key`, "-CA", `${by}.pem`];
    const files = ["-reqin", request, "-respout", response, "-ndays", "1"];
    this.run("ocsp", "-index", "index.txt", ...signer, ...files);
  }

  #key(name: string): void {
    const curve = ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"];
    this.run("genpkey", ...curve, "-out", `${name}.key`);
  }
}
