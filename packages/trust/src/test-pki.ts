/** For tests: certificates and CRLs made by the system's openssl, a third party that shares no code with this package. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const AUTH_POLICY = "1.2.392.200149.8.5.1.3.30";

const CA_NAME = "/C=JP/O=TEST-PKI/OU=TEST for user authentication";

const ISSUE = ["-batch", "-notext", "-preserveDN"];

const CONFIG = `
[req]
distinguished_name = dn
[dn]
[ca]
default_ca = this
[this]
database = DIR/index.txt
crlnumber = DIR/crlnumber
rand_serial = yes
new_certs_dir = DIR
unique_subject = no
default_md = DIGEST
default_days = 30
policy = any
x509_extensions = none
[any]
commonName = optional
[none]
[partition1]
C = JP
O = TEST-PKI
CN = Partition 1
[partition2]
C = JP
O = TEST-PKI
CN = Partition 2
[dp1]
fullname = dirName:partition1
[idp1]
fullname = dirName:partition1
onlyuser = TRUE
[idp2]
fullname = dirName:partition2
[idpIndirect]
indirectCRL = TRUE
[idpReasons]
onlysomereasons = keyCompromise
[root]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = SKI
[crl]
authorityKeyIdentifier = keyid:always
[crl1]
authorityKeyIdentifier = keyid:always
issuingDistributionPoint = critical, @idp1
[crl2]
issuingDistributionPoint = critical, @idp2
[crlIndirect]
issuingDistributionPoint = critical, @idpIndirect
[crlReasons]
issuingDistributionPoint = critical, @idpReasons
`;

/** The extensions of a user certificate, by openssl's names; each can be replaced or (undefined) left out. */
const USER_EXTENSIONS = {
  basicConstraints: "CA:FALSE",
  keyUsage: "critical, digitalSignature",
  certificatePolicies: `critical, ${AUTH_POLICY}`,
  authorityKeyIdentifier: "keyid:always",
  subjectKeyIdentifier: "hash",
};

export type KeyAlgorithm = "rsa:2048" | "rsa:1024" | "ec:P-256" | "ec:P-384" | "ec:P-521";

/** A key identifier to claim instead of the key's own, the digest to sign with, and when the root ends. */
export type AuthorityOptions = {
  readonly ski?: string;
  readonly digest?: string;
  readonly to?: string;
};

export class Openssl implements Disposable {
  readonly #directory = mkdtempSync(join(tmpdir(), "trust-"));
  #files = 0;

  path(extension: string): string {
    this.#files += 1;
    return join(this.#directory, `${this.#files}.${extension}`);
  }

  run(...args: readonly string[]): void {
    execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
  }

  newKey(algorithm: KeyAlgorithm): string {
    const path = this.path("key");
    const [family = "", size = ""] = algorithm.split(":");
    const option = family === "rsa" ? `rsa_keygen_bits:${size}` : `ec_paramgen_curve:${size}`;
    this.run("genpkey", "-algorithm", family, "-pkeyopt", option, "-out", path);
    return path;
  }

  newAuthority(key: string, options: AuthorityOptions = {}): Authority {
    return new Authority(this, key, options);
  }

  [Symbol.dispose](): void {
    rmSync(this.#directory, { recursive: true });
  }
}

/** A self-signed root with its register of issued and revoked certificates. Times as openssl writes them: YYYYMMDDHHMMSSZ. */
export class Authority {
  readonly key: string;
  /** Of the certificate, in PEM. */
  readonly path: string;
  /** Of the register, as `openssl ocsp -index` reads it. */
  readonly register: string;
  readonly der: Uint8Array;
  readonly #openssl: Openssl;
  readonly #config: string;
  readonly #signer: readonly string[];

  constructor(openssl: Openssl, key: string, options: AuthorityOptions) {
    this.#openssl = openssl;
    this.key = key;
    const directory = openssl.path("d");
    mkdirSync(directory);
    this.register = join(directory, "index.txt");
    writeFileSync(this.register, "");
    writeFileSync(join(directory, "crlnumber"), "01\n");
    this.#config = join(directory, "openssl.cnf");
    const config = CONFIG.replaceAll("DIR", directory)
      .replace("SKI", options.ski ?? "hash")
      .replace("DIGEST", options.digest ?? "sha256");
    writeFileSync(this.#config, config);
    this.path = openssl.path("crt");
    const from = ["-keyfile", key, "-in", this.#request(key, CA_NAME), "-out", this.path];
    const life = ["-startdate", "20150101000000Z", "-enddate", options.to ?? "20380101000000Z"];
    openssl.run(
      "ca",
      ...ISSUE,
      "-config",
      this.#config,
      "-selfsign",
      "-extensions",
      "root",
      ...from,
      ...life,
    );
    this.#signer = ["-config", this.#config, "-cert", this.path, "-keyfile", key];
    this.der = pemToDer(this.path);
  }

  issue(
    key: string,
    options: {
      readonly from?: string;
      readonly to?: string;
      readonly digest?: string;
      readonly subject?: string;
      readonly extensions?: Readonly<Record<string, string | undefined>>;
    } = {},
  ): { readonly path: string; readonly der: Uint8Array } {
    const request = this.#request(key, options.subject ?? "/C=JP/CN=997794E9AGCIEG13221003A");
    const extensions = this.#openssl.path("ext");
    const lines = Object.entries({ ...USER_EXTENSIONS, ...options.extensions })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} = ${value}\n`);
    writeFileSync(extensions, lines.join("") + readFileSync(this.#config, "utf8"));
    const path = this.#openssl.path("crt");
    const digest = options.digest === undefined ? [] : ["-md", options.digest];
    const from = ["-in", request, "-extfile", extensions, "-out", path];
    const life = [
      "-startdate",
      options.from ?? "20240218000000Z",
      "-enddate",
      options.to ?? "20290217145959Z",
    ];
    this.#openssl.run("ca", ...ISSUE, ...this.#signer, ...digest, ...from, ...life);
    return { path, der: pemToDer(path) };
  }

  revoke(certificate: { readonly path: string }, reason: string): void {
    this.#openssl.run("ca", ...this.#signer, "-revoke", certificate.path, "-crl_reason", reason);
  }

  crl(
    options: { readonly extensions?: string; readonly from?: string; readonly to?: string } = {},
  ): Uint8Array {
    const path = this.#openssl.path("crl");
    const life = [
      "-crl_lastupdate",
      options.from ?? "20261121150000Z",
      "-crl_nextupdate",
      options.to ?? "20261122150000Z",
    ];
    const extensions = ["-crlexts", options.extensions ?? "crl"];
    this.#openssl.run("ca", "-gencrl", ...this.#signer, ...extensions, ...life, "-out", path);
    return pemToDer(path);
  }

  #request(key: string, subject: string): string {
    const path = this.#openssl.path("csr");
    this.#openssl.run(
      "req",
      "-new",
      "-config",
      this.#config,
      "-key",
      key,
      "-subj",
      subject,
      "-out",
      path,
    );
    return path;
  }
}

function pemToDer(path: string): Uint8Array {
  const body = readFileSync(path, "latin1").replaceAll(/-----[^-]+-----|\s/g, "");
  return Uint8Array.from(Buffer.from(body, "base64"));
}
