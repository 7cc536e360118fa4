/** 共通カードAP and 住基AP. Public source: soltia48/myna-card. */
import type { Application, ElementaryFile } from "./application.ts";
import { keyIdentifier } from "./cv-certificate.ts";
import type { CardImage, PinName } from "./state.ts";

/** The card's serial number, municipality and expiry, readable without a PIN; and a key that answers anybody. */
export function commonApplication(image: CardImage): Application {
  const digits = `${image.serial}${image.holder.municipalityCode}${image.expiry.replaceAll("-", "")}`;
  const { surface } = image;
  return {
    name: "共通カード",
    aid: "d3921000310001010100",
    files: new Map<number, ElementaryFile>([
      [0x0001, { kind: "records", records: [record(new TextEncoder().encode(digits))] }],
      [0x0002, keyReference()],
      // A real card has a key of its own here, whose public half is nowhere on it.
      ...(surface ? [[0x0019, internalKey(surface.key)] as const] : []),
      [0x001c, fourDigits("common-pin")],
    ]),
  };
}

/** What little is known of it: a key's identifier, and a PIN that opens nothing to see. No 住民票コード is in it. */
export function jukiApplication(): Application {
  return {
    name: "住基",
    aid: "d3921000310001010401",
    files: new Map<number, ElementaryFile>([
      [0x0002, keyReference()],
      [0x001c, fourDigits("juki-pin")],
    ]),
  };
}

function record(value: Uint8Array): Uint8Array {
  return Uint8Array.of(0x01, value.length, ...value);
}

function keyReference(): ElementaryFile {
  return { kind: "records", records: [record(keyIdentifier("9000044"))] };
}

function internalKey(base64: string): ElementaryFile {
  return { kind: "internal-key", pkcs8: Buffer.from(base64, "base64") };
}

function fourDigits(pin: PinName): ElementaryFile {
  return { kind: "pin", pin, changeable: { by: "32", to: /^\d{4}$/ } };
}
