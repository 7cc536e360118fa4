/** 券面事項確認AP: the printed side of the card. Public source: soltia48/myna-card. */
import type { Access, Application, ElementaryFile } from "./application.ts";
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
  ];
}

/** FF30: layout, version and municipality. What else a real card has here is opaque, and left out. */
function basicInformation(municipalityCode: string): Uint8Array {
  return tagged(
    0xff30,
    tagged(0xdf31, Uint8Array.of(0x06, 0x03, 0x0e, 0x01)),
    tagged(0xdf33, Uint8Array.of(0x00)),
    textField(0xdf34, municipalityCode),
  );
}

function transparent(content: Uint8Array, opens: Access) {
  return { kind: "transparent", content, opens } as const;
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
