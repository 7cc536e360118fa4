/** What to say of a verdict: why it is so, who can change it, and what to do. */
import type { RevocationReason } from "../crl-entries.ts";
import type { Misfit, Standing } from "../jpki.ts";
import type { RevocationGap } from "../revocation.ts";
import { damageOf } from "./damage.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { Text, Texts } from "./texts.ts";

export type Language = "ja" | "en";

/** As much of a verdict as its words depend on. */
export type Told =
  | { readonly kind: "trusted"; readonly standing: Standing }
  | { readonly kind: "expired" }
  | { readonly kind: "not-yet-valid" }
  | { readonly kind: "unknown-issuer" }
  | { readonly kind: "revoked"; readonly reason: RevocationReason }
  | { readonly kind: "malformed"; readonly detail: string }
  | { readonly kind: "wrong-purpose"; readonly detail: Misfit }
  | { readonly kind: "revocation-unknown"; readonly detail: RevocationGap };

export type Words = Text & {
  /** Who can change it. */
  readonly owner: "reception" | "municipality" | "center";
};

const TEXTS: Readonly<Record<Language, Texts>> = { ja, en };

export function wordsOf(verdict: Told, language: Language = "ja"): Words {
  return { ...textOf(verdict, TEXTS[language]), owner: ownerOf(verdict) };
}

function textOf(verdict: Told, texts: Texts): Text {
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

function ownerOf(verdict: Told): Words["owner"] {
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
