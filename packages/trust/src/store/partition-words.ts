/** A partition's names, for people: what `partitionOf` writes so that equal names are equal. */

const SHORT: Readonly<Record<string, string>> = {
  "2.5.4.3": "CN",
  "2.5.4.6": "C",
  "2.5.4.7": "L",
  "2.5.4.8": "ST",
  "2.5.4.10": "O",
  "2.5.4.11": "OU",
};

/** `C=jp, O=jpki, CN=crl 1`, and so on for each name; empty for a list of all the issuer's certificates. */
export function partitionWords(scope: string): string {
  return scope
    .split("\n")
    .filter((name) => name !== "")
    .map((name) => (name.startsWith("dn:") ? directoryNameWords(name) : textOfHex(name)))
    .join(" / ");
}

/** @param key of a directory name: `2.5.4.6="jp",…`. Parts that are no text are left out. */
export function directoryNameWords(key: string): string {
  const parts = key.matchAll(/(?<type>\d+(?:\.\d+)+)=(?<text>"(?:[^"\\]|\\.)*")/g);
  return Array.from(parts, ({ groups }) => {
    const { type = "", text = '""' } = groups ?? {};
    return `${SHORT[type] ?? type}=${String(JSON.parse(text))}`;
  }).join(", ");
}

/** The text of a name that is kept as the hex of its DER, such as a URI: behind a tag and a length. */
function textOfHex(hex: string): string {
  const bytes = Buffer.from(hex, "hex");
  const long = (bytes[1] ?? 0) & 0x80 ? (bytes[1] ?? 0) & 0x7f : 0;
  return bytes
    .subarray(2 + long)
    .toString("latin1")
    .replaceAll(/[^ -~]/g, "?");
}
