/** The checks of a 利用者証明用 certificate, in the order in which they are made. */
import type { CertificateVerdict } from "@madoguchi/trust";
import { stepsUntil } from "./step.ts";
import type { Rule, Step } from "./step.ts";

type Check =
  | "form"
  | "issuer"
  | "ca"
  | "key-usage"
  | "extended-key-usage"
  | "policy"
  | "begun"
  | "ended"
  | "revocation";

const RULES: ReadonlyMap<Check, Rule> = new Map<Check, Rule>([
  ["form", { title: { ja: "証明書の形式", en: "Form" }, clause: "RFC 5280 §4.1, X.690" }],
  [
    "issuer",
    {
      title: { ja: "発行元の署名", en: "Issuer's signature" },
      clause: "RFC 5280 §6.1.3 (a)(1), (a)(4)",
    },
  ],
  [
    "ca",
    {
      title: { ja: "認証局のものではない", en: "Not an authority's" },
      clause: "RFC 5280 §4.2.1.9",
    },
  ],
  [
    "key-usage",
    {
      title: { ja: "鍵の使いみち（署名のみ）", en: "Key usage: digitalSignature alone" },
      clause: "RFC 5280 §4.2.1.3",
    },
  ],
  [
    "extended-key-usage",
    {
      title: { ja: "用途（本人の確認）", en: "Purpose: client authentication" },
      clause: "RFC 5280 §4.2.1.12",
    },
  ],
  [
    "policy",
    {
      title: { ja: "証明書ポリシー（利用者証明用）", en: "Policy: user authentication" },
      clause: "RFC 5280 §4.2.1.4",
    },
  ],
  [
    "begun",
    { title: { ja: "有効期間の始まり", en: "Validity begun" }, clause: "RFC 5280 §6.1.3 (a)(2)" },
  ],
  [
    "ended",
    {
      title: { ja: "有効期限（3か月の猶予を含む）", en: "Validity not over (three months' grace)" },
      clause: "RFC 5280 §6.1.3 (a)(2)",
    },
  ],
  [
    "revocation",
    {
      title: { ja: "失効の確認", en: "Revocation" },
      clause: "RFC 5280 §6.1.3 (a)(3), §6.3; RFC 6960 §3.2",
    },
  ],
]);

export function jpkiSteps(verdict: CertificateVerdict): readonly Step[] {
  return stepsUntil(RULES, failedCheck(verdict));
}

function failedCheck(verdict: CertificateVerdict): Check | undefined {
  switch (verdict.kind) {
    case "trusted":
      return undefined;
    case "malformed":
      return "form";
    case "unknown-issuer":
      return "issuer";
    case "wrong-purpose":
      return verdict.detail;
    case "not-yet-valid":
      return "begun";
    case "expired":
      return "ended";
    case "revoked":
    case "revocation-unknown":
      return "revocation";
  }
}
