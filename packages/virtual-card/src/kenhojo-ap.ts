/** 券面事項入力補助AP: 個人番号 and the four basic facts as text. Public source: soltia48/myna-card. */
import type { Application, ElementaryFile } from "./application.ts";
import { tagged } from "./der.ts";
import { sexCode, textField, withOffsets } from "./record.ts";
import { type CardImage, fictitiousIndividualNumber, type Holder } from "./state.ts";

export function kenhojoApplication(image: CardImage): Application {
  return {
    name: "券面事項入力補助",
    aid: "d3921000310001010408",
    files: new Map<number, ElementaryFile>([
      [
        0x0001,
        {
          kind: "transparent",
          content: individualNumber(),
          opens: ["kenhojo-pin", "kenhojo-a"],
          forbidden: true,
        },
      ],
      [
        0x0002,
        {
          kind: "transparent",
          content: basicFacts(image.holder),
          opens: ["kenhojo-pin", "kenhojo-b"],
        },
      ],
      [0x0011, { kind: "pin", pin: "kenhojo-pin", changeable: /^\d{4}$/ }],
      [0x0012, { kind: "blocked-pin" }],
      [0x0014, { kind: "pin", pin: "kenhojo-a", changeable: null, forbidden: true }],
      [0x0015, { kind: "pin", pin: "kenhojo-b", changeable: null }],
    ]),
  };
}

/** FF10, twelve digits, two filler bytes. */
function individualNumber(): Uint8Array {
  const digits = tagged(0xff10, new TextEncoder().encode(fictitiousIndividualNumber));
  return Uint8Array.of(...digits, 0xff, 0xff);
}

/** FF20 with name, address, birth date and sex; DF21 in front says where each begins, counted from the file's start. */
function basicFacts({ name, address, birthDate, sex }: Holder): Uint8Array {
  const fields = [
    textField(0xdf22, name),
    textField(0xdf23, address),
    textField(0xdf24, birthDate.replaceAll("-", "")),
    textField(0xdf25, sexCode[sex]),
  ];
  return withOffsets(0xff20, fields);
}
