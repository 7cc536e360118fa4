/** 公的個人認証AP: the two certificates, their keys, PIN and password. Public sources: OpenSC's card-jpki, soltia48/myna-card. */
import type { Access, Application, ElementaryFile } from "./application.ts";
import type { CardImage, Credential } from "./state.ts";
import { type TokenKind, tokenInfo } from "./token-info.ts";

export function jpkiApplication(
  image: CardImage,
  options: { readonly tokenKind: TokenKind; readonly signCertificate: boolean },
): Application {
  const sign = options.signCertificate ? image.sign : null;
  // A phone identifies its owner to anybody near it, so it shows the certificate only after the PIN.
  const phone = options.tokenKind === "androidPhone" || options.tokenKind === "iPhone";
  return {
    name: "公的個人認証",
    aid: "d392f000260100000001",
    files: new Map<number, ElementaryFile>([
      [0x0006, transparent(tokenInfo(options.tokenKind, image.serial))],
      [0x0008, transparent(Uint8Array.of(sign ? 0x8f : 0x00, 0x8f, 0x00))],
      [0x000a, transparent(decode(image.auth.certificate), phone ? ["jpki-auth"] : "free")],
      [0x000b, transparent(decode(image.auth.issuer))],
      [0x0017, key(image.auth, ["jpki-auth"])],
      [0x0018, { kind: "pin", pin: "jpki-auth", changeable: /^\d{4}$/ }],
      ...(sign ? signFiles(sign) : []),
    ]),
  };
}

function signFiles(sign: Credential): [number, ElementaryFile][] {
  return [
    [0x0001, transparent(decode(sign.certificate), ["jpki-sign"])],
    [0x0002, transparent(decode(sign.issuer))],
    [0x001a, key(sign, ["jpki-sign"])],
    [0x001b, { kind: "pin", pin: "jpki-sign", changeable: /^[0-9A-Z]{6,16}$/ }],
  ];
}

function transparent(content: Uint8Array, opens: Access = "free"): ElementaryFile {
  return { kind: "transparent", content, opens };
}

function key(credential: Credential, opens: Access): ElementaryFile {
  return { kind: "key", pkcs8: decode(credential.key), opens };
}

function decode(base64: string): Uint8Array {
  return Buffer.from(base64, "base64");
}
