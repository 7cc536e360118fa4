/** 共通カードAP: the card's serial number, municipality and expiry, readable without a PIN. Public source: soltia48/myna-card. */
import type { Application, ElementaryFile } from "./application.ts";
import type { CardImage } from "./state.ts";

export function commonApplication(image: CardImage): Application {
  const digits = `${image.serial}${image.holder.municipalityCode}${image.expiry.replaceAll("-", "")}`;
  const record = Uint8Array.of(0x01, digits.length, ...new TextEncoder().encode(digits));
  return {
    name: "共通カード",
    aid: "d3921000310001010100",
    files: new Map<number, ElementaryFile>([[0x0001, { kind: "records", records: [record] }]]),
  };
}
