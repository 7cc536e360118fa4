/** What to say of a verdict: why it is so, who can change it, and what to do. */
import type { CertificateVerdict } from "../verdict.ts";
import { damageOf } from "./damage.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { Text, Texts } from "./texts.ts";

export type Language = "ja" | "en";

export type Words = Text & {
  /** Who can change it. */
  readonly owner: "reception" | "municipality" | "center";
};

const TEXTS: Readonly<Record<Language, Texts>> = { ja, en };

export function wordsOf(verdict: CertificateVerdict, language: Language = "ja"): Words {
  return { ...textOf(verdict, TEXTS[language]), owner: ownerOf(verdict) };
}

function textOf(verdict: CertificateVerdict, texts: Texts): Text {
  switch (verdict.kind) {
    case "trusted":
      return texts.trusted[verdict.standing];
    case "revoked":
      return texts.revoked[verdict.reason];
    case "malformed":
      return texts.malformed[damageOf(verdict.detail)];
    case "wrong-purpose":
      return texts["wrong-purpose"][verdict.detail];
    case "revocation-unknown":
      return texts["revocation-unknown"][verdict.detail];
    case "expired":
    case "not-yet-valid":
    case "unknown-issuer":
      return texts[verdict.kind];
  }
}

function ownerOf(verdict: CertificateVerdict): Words["owner"] {
  switch (verdict.kind) {
    case "trusted":
      return verdict.standing === "valid" ? "reception" : "municipality";
    case "expired":
    case "revoked":
    case "not-yet-valid":
      return "municipality";
    case "malformed":
      return damageOf(verdict.detail) === "demand" ? "reception" : "municipality";
    case "unknown-issuer":
    case "wrong-purpose":
      return "reception";
    case "revocation-unknown":
      return "center";
  }
}
