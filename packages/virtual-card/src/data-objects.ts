/**
 * What GET DATA tells where no application is selected: cards have no index of it, and not all have the same. Public source:
 * soltia48/myna-card.
 */
import { readTlvs } from "@madoguchi/card";
import { keyIdentifier } from "./cv-certificate.ts";
import type { CardImage } from "./state.ts";

/** The only one that answers inside an application too: the ATR of the contacts, without its first byte. */
export const contactAtrTag = 0x5f51;

const contactAtr = Buffer.from("e000ff8131fe4514", "hex");

export function dataObjects(image: CardImage): ReadonlyMap<number, Uint8Array> {
  const { surface, serial, holder, expiry } = image;
  const ascii = (text: string) => new TextEncoder().encode(text);
  return new Map([
    [0x0042, keyIdentifier("9000045")],
    [0x0045, ascii(serial)],
    [0x00f0, ascii(holder.municipalityCode)],
    [0x00f2, ascii(expiry.replaceAll("-", ""))],
    [contactAtrTag, contactAtr],
    ...(surface ? [[0x00f8, certificateContent(surface.certificate)] as const] : []),
  ]);
}

/** Without the template 7F21 around it. */
function certificateContent(base64: string): Uint8Array {
  const [certificate] = readTlvs(Buffer.from(base64, "base64"));
  return certificate?.value ?? new Uint8Array();
}
