/** 券面事項確認AP: the printed side of the card. Public source: soltia48/myna-card. */
import type { Access, Application, ElementaryFile } from "./application.ts";
import { keyIdentifier } from "./cv-certificate.ts";
import { tagged } from "./der.ts";
import { textField } from "./record.ts";
import type { CardImage, SurfaceImage } from "./state.ts";

export function kenkakuApplication({ holder, surface }: CardImage): Application {
  return {
    name: "券面事項確認",
    aid: "d3921000310001010402",
    ...(surface ? { presenceKey: decode(surface.key) } : {}),
    files: new Map<number, ElementaryFile>([
      ...(surface ? recordFiles(surface) : []),
      [0x0003, transparent(basicInformation(holder.municipalityCode), "free")],
      // The picture of the 個人番号: empty, there is none to show.
      [0x0005, { ...transparent(Uint8Array.of(), ["kenkaku-a"]), forbidden: true }],
      [0x0011, { kind: "pin", pin: "kenkaku-birth", changeable: null }],
      [0x0012, { kind: "pin", pin: "kenkaku-b", changeable: null }],
      [0x0013, { kind: "pin", pin: "kenkaku-a", changeable: null, forbidden: true }],
    ]),
  };
}

function recordFiles(surface: SurfaceImage): readonly [number, ElementaryFile][] {
  return [
    [0x0001, transparent(decode(surface.birth), ["kenkaku-birth"])],
    [0x0002, transparent(decode(surface.face), ["kenkaku-a", "kenkaku-b"])],
    [0x0004, transparent(decode(surface.certificate), "free")],
    // Nobody knows what these sixteen bytes are for.
    [0x0006, transparent(new Uint8Array(16).fill(0xff), ["kenkaku-a", "kenkaku-b"])],
  ];
}

/** FF30: layout, a key's identifier, version, municipality, and 256 bytes of which nobody knows the meaning: here filler. */
function basicInformation(municipalityCode: string): Uint8Array {
  const key = keyIdentifier("9000024");
  return tagged(
    0xff30,
    tagged(0xdf31, Uint8Array.of(0x06, 0x03, 0x0e, 0x01)),
    tagged(0xdf32, key),
    tagged(0xdf33, Uint8Array.of(0x00)),
    textField(0xdf34, municipalityCode),
    tagged(0xdf35, key, new Uint8Array(256).fill(0xff)),
  );
}

function transparent(content: Uint8Array, opens: Access) {
  return { kind: "transparent", content, opens } as const;
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
