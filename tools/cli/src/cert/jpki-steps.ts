/** The checks of a 利用者証明用 certificate, in the order in which they are made. */
import type { CertificateVerdict } from "@madoguchi/trust";
import { rule, stepsUntil } from "./step.ts";
import type { Step } from "./step.ts";

const RULES = {
  form: rule("証明書の形式", "Form", "RFC 5280 §4.1, X.690"),
  issuer: rule("発行元の署名", "Issuer's signature", "RFC 5280 §6.1.3 (a)(1), (a)(4)"),
  ca: rule("認証局のものではない", "Not an authority's", "RFC 5280 §4.2.1.9"),
  "key-usage": rule(
    "鍵の使いみち（署名のみ）",
    "Key usage: digitalSignature alone",
    "RFC 5280 §4.2.1.3",
  ),
  "extended-key-usage": rule(
    "用途（本人の確認）",
    "Purpose: client authentication",
    "RFC 5280 §4.2.1.12",
  ),
  policy: rule(
    "証明書ポリシー（利用者証明用）",
    "Policy: user authentication",
    "RFC 5280 §4.2.1.4",
  ),
  begun: rule("有効期間の始まり", "Validity begun", "RFC 5280 §6.1.3 (a)(2)"),
  ended: rule(
    "有効期限（3か月の猶予を含む）",
    "Validity not over (three months' grace)",
    "RFC 5280 §6.1.3 (a)(2)",
  ),
  revocation: rule("失効の確認", "Revocation", "RFC 5280 §6.1.3 (a)(3), §6.3; RFC 6960 §3.2"),
};

export function jpkiSteps(verdict: CertificateVerdict): readonly Step[] {
  return stepsUntil(RULES, failedCheck(verdict));
}

function failedCheck(verdict: CertificateVerdict): keyof typeof RULES | undefined {
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
