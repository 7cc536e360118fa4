import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The application identifiers of Info.plist, the only ones that iOS lets the app select; lower-case hex. */
export function selectIdentifiers(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, "Info.plist"), "utf8");
  const key = "<key>com.apple.developer.nfc.readersession.iso7816.select-identifiers</key>";
  const [, list = ""] = text.split(key);
  const [array = ""] = list.split("</array>");
  return Array.from(array.matchAll(/<string>([0-9A-F]+)<\/string>/gu), ([, aid = ""]) =>
    aid.toLowerCase(),
  );
}
