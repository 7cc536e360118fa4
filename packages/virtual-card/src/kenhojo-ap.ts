/** 券面事項入力補助AP: 個人番号 and the four basic facts as text. Public source: soltia48/myna-card. */
import { createHash, createPrivateKey, createPublicKey, sign } from "node:crypto";
import { readTlvs } from "@madoguchi/card";
import type { Access, Application, ElementaryFile } from "./application.ts";
import { encodeRsaKey, keyIdentifier } from "./cv-certificate.ts";
import { tagged } from "./der.ts";
import { sexCode, textField, withOffsets } from "./record.ts";
import {
  type CardImage,
  fictitiousIndividualNumber,
  type Holder,
  type SurfaceImage,
  type TextImage,
} from "./state.ts";
import type { SurfaceAuthority } from "./surface.ts";

const anyNumber: Access = ["kenhojo-pin", "kenhojo-a", "kenhojo-b"];

export function kenhojoApplication(image: CardImage): Application {
  const { surface, text } = image;
  return {
    name: "券面事項入力補助",
    aid: "d3921000310001010408",
    ...(surface ? { presenceKey: decode(surface.key) } : {}),
    files: new Map<number, ElementaryFile>([
      [
        0x0001,
        {
          ...transparent(individualNumber(), ["kenhojo-pin", "kenhojo-a"]),
          forbidden: true,
        },
      ],
      [0x0002, transparent(basicFacts(image.holder), ["kenhojo-pin", "kenhojo-b"])],
      ...(surface && text ? signedFiles(surface, text) : []),
      [0x0005, transparent(basicInformation(), "free")],
      [0x0011, { kind: "pin", pin: "kenhojo-pin", changeable: { by: "24", to: /^\d{4}$/ } }],
      [0x0012, { kind: "blocked-pin" }],
      [0x0014, { kind: "pin", pin: "kenhojo-a", changeable: null, forbidden: true }],
      [0x0015, { kind: "pin", pin: "kenhojo-b", changeable: null }],
    ]),
  };
}

function signedFiles(surface: SurfaceImage, text: TextImage): readonly [number, ElementaryFile][] {
  const signedKey = decode(text.signedKey);
  const [outer] = readTlvs(signedKey);
  const [key] = readTlvs(outer?.value ?? new Uint8Array());
  return [
    [0x0003, transparent(decode(text.integrity), anyNumber)],
    [0x0004, transparent(decode(surface.certificate), "free")],
    [0x0006, transparent(tagged(0xa1, key?.value ?? new Uint8Array()), anyNumber)],
    [0x0007, transparent(signedKey, anyNumber)],
  ];
}

/**
 * Signs what this application holds. A real card has a key of its own here and another for sessions; ours has one for all
 * of 券面, which spares the making of two keys a card.
 */
export function signText(
  { privateKey }: SurfaceAuthority,
  holder: Holder,
  surface: SurfaceImage,
): TextImage {
  const signed = (tag: number, content: Uint8Array, signatureTag: number) =>
    Buffer.from(
      tagged(tag, content, tagged(signatureTag, sign("sha256", content, privateKey))),
    ).toString("base64");
  const hashes = Buffer.concat([
    // The file as it is stored, filler included; the facts without the table of their offsets.
    tagged(0xdf31, sha256(individualNumber())),
    tagged(0xdf32, sha256(Buffer.concat(factFields(holder)))),
  ]);
  return {
    integrity: signed(0xff30, hashes, 0xdf33),
    signedKey: signed(0xff50, tagged(0xdf51, cardKey(surface)), 0xdf52),
  };
}

/** FF10, twelve digits, two filler bytes. */
function individualNumber(): Uint8Array {
  const digits = tagged(0xff10, new TextEncoder().encode(fictitiousIndividualNumber));
  return Uint8Array.of(...digits, 0xff, 0xff);
}

/** FF20 with name, address, birth date and sex; DF21 in front says where each begins, counted from the file's start. */
function basicFacts(holder: Holder): Uint8Array {
  return withOffsets(0xff20, factFields(holder));
}

function factFields({ name, address, birthDate, sex }: Holder): readonly Uint8Array[] {
  return [
    textField(0xdf22, name),
    textField(0xdf23, address),
    textField(0xdf24, birthDate.replaceAll("-", "")),
    textField(0xdf25, sexCode[sex]),
  ];
}

/** FF40: layout, a key's identifier, and 128 bytes of which nobody knows the meaning: here filler. */
function basicInformation(): Uint8Array {
  return tagged(
    0xff40,
    tagged(0xdf41, Uint8Array.of(0x01, 0x03, 0x0e, 0x01)),
    tagged(0xdf42, keyIdentifier("9000034")),
    tagged(0xdf43, new Uint8Array(128).fill(0xff)),
  );
}

function cardKey({ key }: SurfaceImage): Uint8Array {
  const privateKey = createPrivateKey({
    key: Buffer.from(decode(key)),
    type: "pkcs8",
    format: "der",
  });
  return encodeRsaKey(createPublicKey(privateKey));
}

function sha256(content: Uint8Array): Uint8Array {
  return createHash("sha256").update(content).digest();
}

function transparent(content: Uint8Array, opens: Access) {
  return { kind: "transparent", content, opens } as const;
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
