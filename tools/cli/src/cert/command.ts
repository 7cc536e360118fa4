/** The command `cert`. */
import { TrustError, parseCertificate } from "@madoguchi/trust";
import type { Certificate } from "@madoguchi/trust";
import { Refusal } from "../refusal.ts";
import { factsOf } from "./facts.ts";
import { readObjects } from "./files.ts";
import { importLists } from "./import-lists.ts";
import { readOptions } from "./options.ts";
import { written } from "./report.ts";
import { showLists } from "./show-lists.ts";
import { verifyJpki } from "./verify-jpki.ts";
import { verifyPath } from "./verify-path.ts";

const VALID = 0;
const NOT_VALID = 1;
const USAGE = 2;

export async function certCommand([action, ...args]: readonly string[]): Promise<number> {
  try {
    switch (action) {
      case "verify":
        return await verify(args);
      case "import-crl":
        return await importLists(args);
      case "crls":
        return await showLists(args);
      default:
        throw new Refusal(
          "verify、import-crl、crls のどれかを指定してください。使い方は「npx madoguchi cert --help」で読めます。",
        );
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    console.error(error.message);
    return USAGE;
  }
}

async function verify(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const { purpose, language } = options;
  const [der = new Uint8Array()] = await readObjects(options.certificate);
  const certificate = read(der);
  const judge = purpose === "general" ? verifyPath : verifyJpki;
  const report = await judge(der, certificate, options);
  const facts = certificate === undefined ? [] : factsOf(der, certificate, language);
  console.log(written({ ...report, facts }, options));
  return report.valid ? VALID : NOT_VALID;
}

/** Undefined for bytes that are no certificate, of which the verdict says why. */
function read(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof TrustError) return undefined;
    throw error;
  }
}
