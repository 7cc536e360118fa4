/**
 * 券面事項確認AP: the printed side of the card. Public source: soltia48/myna-card.
 * Pictures and the issuer's signature over them are not personalised: the face record holds its texts only.
 */
import type { Access, Application, ElementaryFile } from "./application.ts";
import { sexCode } from "./holder.ts";
import { textField, withOffsets } from "./record.ts";
import type { CardImage } from "./state.ts";

export function kenkakuApplication(image: CardImage): Application {
  const printed: Access = ["kenkaku-a", "kenkaku-b"];
  return {
    name: "券面事項確認",
    aid: "d3921000310001010402",
    files: new Map<number, ElementaryFile>([
      [0x0001, { kind: "transparent", content: birthRecord(image), opens: ["kenkaku-birth"] }],
      [0x0002, { kind: "transparent", content: faceRecord(image), opens: printed }],
      // The picture of the 個人番号: empty, there is none to show.
      [
        0x0005,
        { kind: "transparent", content: Uint8Array.of(), opens: ["kenkaku-a"], forbidden: true },
      ],
      [0x0011, { kind: "pin", pin: "kenkaku-birth", changeable: null }],
      [0x0012, { kind: "pin", pin: "kenkaku-b", changeable: null }],
      [0x0013, { kind: "pin", pin: "kenkaku-a", changeable: null, forbidden: true }],
    ]),
  };
}

function birthRecord({ holder }: CardImage): Uint8Array {
  return withOffsets(0xff20, [textField(0xdf22, holder.birthDate.replaceAll("-", ""))]);
}

function faceRecord({ holder, expiry }: CardImage): Uint8Array {
  return withOffsets(0xff20, [
    textField(0xdf22, holder.birthDate.replaceAll("-", "")),
    textField(0xdf23, sexCode[holder.sex]),
    textField(0xdf29, expiry.replaceAll("-", "")),
  ]);
}
