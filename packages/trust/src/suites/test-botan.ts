/** For tests: the path validation suites that come with Botan's source, as Debian's source package holds them. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { dersOf } from "./test-suite.ts";
import type { SuiteCase } from "./test-suite.ts";

const all = (...files: readonly string[]): readonly Uint8Array[] =>
  files.flatMap((file) => dersOf(readFileSync(file)));

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .toSorted()
    .map((name) => join(folder, name));
}

/** One line for each case: its name and what Botan says; lines that Botan cannot do itself are commented out. */
function expectations(folder: string): readonly { name: string; says: string }[] {
  const lines = readFileSync(join(folder, "expected.txt"), "latin1").split("\n");
  return lines.flatMap((line) => {
    const [, name, says] = /^([^#:$\s]+)[:$](.+?)\s*$/.exec(line) ?? [];
    return name === undefined || says === undefined ? [] : [{ name, says }];
  });
}

const isValid = (says: string): boolean => says === "Verified" || says.startsWith("Warning: ");

const only = (ders: readonly Uint8Array[]): Uint8Array => {
  const [first = new Uint8Array()] = ders;
  return first;
};

/** Made in a project with the German BSI: each chain with a description of what is wrong with it. */
export function bsiCases(root: string): readonly SuiteCase[] {
  const folder = join(root, "bsi");
  return expectations(folder).map(({ name, says }) => {
    const files = filesBelow(join(folder, name));
    const ending = (end: string) => files.filter((file) => file.endsWith(end));
    const anchors = ending(".TA.pem.crt");
    const targets = ending(".TC.pem.crt");
    const others = ending(".crt").filter(
      (file) => !anchors.includes(file) && !targets.includes(file),
    );
    return {
      name,
      valid: isValid(says),
      at: new Date("2017-08-19T12:00:00Z"),
      certificate: only(all(...targets)),
      intermediates: all(...others),
      roots: all(...anchors),
      crls: name.includes("CRL") ? all(...ending(".crl")) : undefined,
    };
  });
}

/** NIST's first suite, "Conformance Testing of Relying Party Client Certificate Path Processing Logic" 1.07: SHA-1 and RSA-1024. */
export function nistCases(root: string): readonly SuiteCase[] {
  const folder = join(root, "nist");
  return expectations(folder).map(({ name, says }) => {
    const files = filesBelow(join(folder, name));
    const shared = (ending: string) =>
      existsSync(join(folder, ending)) ? [join(folder, ending)] : [];
    return {
      name,
      valid: isValid(says),
      at: new Date("2018-04-01T09:30:33Z"),
      certificate: only(all(join(folder, name, "end.crt"))),
      intermediates: all(...files.filter((file) => /int\d*\.crt$/.test(file))),
      roots: all(...shared("root.crt")),
      crls: all(...shared("root.crl"), ...files.filter((file) => file.endsWith(".crl"))),
      allowSha1: true,
      allowShortKeys: true,
    };
  });
}

/** Google's x509test, as generated for Botan, but for the names of servers, which nobody asks a card for. */
export function x509testCases(root: string): readonly SuiteCase[] {
  const folder = join(root, "x509test");
  const aboutHosts = /^Invalid(?:Name(?:AltName)?|Wildcard)/;
  return expectations(folder)
    .filter(({ name, says }) => !(aboutHosts.test(name) && says.includes("does not match")))
    .map(({ name, says }) => {
      const [certificate = new Uint8Array(), ...intermediates] = all(join(folder, name));
      return {
        name,
        valid: isValid(says),
        at: new Date("2016-10-21T04:20:00Z"),
        certificate,
        intermediates,
        roots: all(join(folder, "root.pem")),
        crls: undefined,
        extendedKeyUsage: "1.3.6.1.5.5.7.3.1",
        keyUsage: "keyEncipherment",
        allowSha1: true,
        allowShortKeys: true,
      } as const;
    });
}

/** Path lengths and name constraints of Botan's own. */
export function extendedCases(root: string): readonly SuiteCase[] {
  const folder = join(root, "extended");
  return expectations(folder).map(({ name, says }) => ({
    name,
    valid: isValid(says),
    at: new Date("2017-09-01T09:30:33Z"),
    certificate: only(all(join(folder, name, "end.crt"))),
    intermediates: all(
      ...filesBelow(join(folder, name)).filter((file) => /int[-\d]*\.crt$/.test(file)),
    ),
    roots: all(join(folder, name, "root.crt")),
    crls: undefined,
  }));
}
