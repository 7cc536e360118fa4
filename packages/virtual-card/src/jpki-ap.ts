/** 公的個人認証AP: the two certificates, their keys, PIN and password. Public sources: OpenSC's card-jpki, soltia48/myna-card. */
import { currentCard, type JpkiProfile, nextCard, toHex } from "@madoguchi/card";
import type { Access, Application, ElementaryFile } from "./application.ts";
import type { CardImage, Credential } from "./state.ts";
import { type TokenKind, tokenInfo } from "./token-info.ts";

type Options = {
  readonly tokenKind: TokenKind;
  readonly signCertificate: boolean;
  /** Whether terminals can be admitted in place of the PIN. */
  readonly terminals: boolean;
};

export function jpkiApplication(image: CardImage, options: Options): Application {
  switch (image.generation) {
    case "RSA-2048":
      return {
        name: "公的個人認証",
        aid: toHex(currentCard.jpki.aid),
        files: new Map([
          ...authFiles(currentCard.jpki, image, options),
          ...otherFiles(image, options),
        ]),
      };
    case "P-384":
      // Our assumption of the next card, as the client's table has it.
      return {
        name: "認証（次期）",
        aid: toHex(nextCard.jpki.aid),
        files: new Map(authFiles(nextCard.jpki, image, options)),
      };
  }
}

type Files = readonly (readonly [number, ElementaryFile])[];

function authFiles(row: JpkiProfile, { auth, serial }: CardImage, options: Options): Files {
  const { tokenKind, terminals } = options;
  const information = [row.tokenInfo, transparent(tokenInfo(tokenKind, serial))] as const;
  // The cards of before 2016 had the signing certificate alone.
  if (tokenKind === "jukiCard") return [information];
  // A phone identifies its owner to anybody near it, so it shows the certificate only after the PIN.
  const phone = tokenKind === "androidPhone" || tokenKind === "iPhone";
  const { authentication: files } = row;
  return [
    information,
    [files.certificate, transparent(decode(auth.certificate), phone ? ["jpki-auth"] : "free")],
    [files.caCertificate, transparent(decode(auth.issuer))],
    [
      files.key,
      {
        kind: "key",
        scheme: files.signature.name,
        pkcs8: decode(auth.key),
        opens: ["jpki-auth"],
        ...(terminals && { terminals }),
      },
    ],
    [files.pin, { kind: "pin", pin: "jpki-auth", changeable: { by: "24", to: /^\d{4}$/ } }],
  ];
}

function otherFiles(image: CardImage, { tokenKind, signCertificate, terminals }: Options): Files {
  const sign = signCertificate ? image.sign : null;
  const auth = tokenKind !== "jukiCard";
  return [
    [0x0008, transparent(Uint8Array.of(sign ? 0x8f : 0x00, auth ? 0x8f : 0x00, 0x00))],
    ...(sign ? signFiles(sign) : []),
    ...(terminals ? [[0x0016, { kind: "terminal-authority" }] as const] : []),
  ];
}

function signFiles(sign: Credential): Files {
  const password = { by: "24", to: /^[0-9A-Z]{6,16}$/ } as const;
  return [
    [0x0001, transparent(decode(sign.certificate), ["jpki-sign"])],
    [0x0002, transparent(decode(sign.issuer))],
    [
      0x001a,
      {
        kind: "key",
        scheme: "RSASSA-PKCS1-v1_5",
        pkcs8: decode(sign.key),
        opens: ["jpki-sign"],
      },
    ],
    [0x001b, { kind: "pin", pin: "jpki-sign", changeable: password }],
  ];
}

function transparent(content: Uint8Array, opens: Access = "free"): ElementaryFile {
  return { kind: "transparent", content, opens };
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
