/** The checks of a path in general (RFC 5280 §6.1), and what to say when one of them fails. */
import type { PathFault, PathVerdict } from "@madoguchi/trust";
import { rule, stepsUntil } from "./step.ts";
import type { Rule, Said, Step } from "./step.ts";

export type PathFailure = Exclude<PathVerdict, { kind: "valid" }>;

const RULES = {
  form: rule("証明書の形式", "Form", "RFC 5280 §4.1, X.690"),
  path: rule(
    "信頼する認証局までの経路と署名",
    "Path and signatures up to a root",
    "RFC 5280 §6.1.3 (a)(1), (a)(4)",
  ),
  rules: rule("経路の証明書ごとの決まり", "Rules for each certificate", "RFC 5280 §6.1"),
  revocation: rule("失効の確認", "Revocation", "RFC 5280 §6.1.3 (a)(3), §6.3"),
};

const FAULTS: Readonly<Record<PathFault, Rule>> = {
  "not-yet-valid": rule(
    "有効期間が、まだ始まっていません",
    "its validity has not begun",
    "RFC 5280 §6.1.3 (a)(2)",
  ),
  expired: rule("有効期限が過ぎています", "its validity is over", "RFC 5280 §6.1.3 (a)(2)"),
  "unknown-critical-extension": rule(
    "対応していない必須の項目があります",
    "a critical extension is not understood",
    "RFC 5280 §6.1.4 (o), §6.1.5 (f)",
  ),
  "not-a-ca": rule(
    "認証局ではない証明書が、ほかの証明書を発行しています",
    "it issues, and is no authority",
    "RFC 5280 §6.1.4 (k)",
  ),
  "path-length": rule(
    "経路が、認証局に許された長さを超えています",
    "the path is longer than allowed",
    "RFC 5280 §6.1.4 (l), (m)",
  ),
  "key-usage": rule(
    "鍵の使いみちが、役割に合っていません",
    "its key usage does not fit its role",
    "RFC 5280 §6.1.4 (n), §4.2.1.3",
  ),
  "extended-key-usage": rule(
    "用途が合っていません",
    "its purposes do not fit",
    "RFC 5280 §4.2.1.12",
  ),
  "name-constraints": rule(
    "認証局に許された名前の範囲の外です",
    "its names are outside what is permitted",
    "RFC 5280 §6.1.3 (b), (c)",
  ),
  policy: rule(
    "求められた証明書ポリシーを満たしていません",
    "the required policy is not met",
    "RFC 5280 §6.1.3 (f), §6.1.5 (g)",
  ),
  "policy-mapping": rule(
    "証明書ポリシーの対応付けが、決まりに反しています",
    "its policy mappings break the rules",
    "RFC 5280 §6.1.4 (a)",
  ),
};

/** @param failure left out where the path holds. */
export function pathSteps(failure?: PathFailure): readonly Step[] {
  return stepsUntil(RULES, failure && failedCheck(failure)).map((step) => {
    if (failure?.kind !== "fault" || step.id !== "rules") return step;
    const { title, clause } = FAULTS[failure.fault];
    const which = placeOf(failure.depth);
    const note = { ja: `${which.ja}：${title.ja}`, en: `${which.en}: ${title.en}` };
    return { ...step, clause, note };
  });
}

function failedCheck(failure: PathFailure): keyof typeof RULES {
  switch (failure.kind) {
    case "malformed":
      return "form";
    case "no-path":
    case "too-much-work":
      return "path";
    case "fault":
      return "rules";
    case "revoked":
    case "revocation-unknown":
      return "revocation";
  }
}

/** @param depth from the certificate in question, 0. */
export function placeOf(depth: number): Said {
  return depth === 0
    ? { ja: "この証明書", en: "this certificate" }
    : { ja: `${depth}つ上の認証局の証明書`, en: `the authority ${depth} above` };
}

export type PathWords = { readonly cause: Said; readonly nextStep: Said };

export function wordsOfPath(failure: PathFailure): PathWords {
  switch (failure.kind) {
    case "malformed":
      return {
        cause: {
          ja: "証明書が、決まりの形式ではありません。",
          en: "The certificate is not in the prescribed form.",
        },
        nextStep: {
          ja: "ファイルが途中で切れていないか、別の種類でないかを確かめてください。",
          en: "See whether the file is cut off, or something else.",
        },
      };
    case "no-path":
      return {
        cause: {
          ja: "指定された認証局までの経路が見つかりません。",
          en: "No path leads to any of the given roots.",
        },
        nextStep: {
          ja: "間の認証局の証明書を --intermediate で、信頼する認証局を --root で指定してください。",
          en: "Give the authorities in between by --intermediate, and the root by --root.",
        },
      };
    case "too-much-work":
      return {
        cause: {
          ja: "経路を探す手間が上限を超えたため、確かめるのを止めました。",
          en: "Looking for a path took more work than is allowed.",
        },
        nextStep: {
          ja: "--intermediate と --crl を、必要なものだけにしてください。",
          en: "Give only what is needed by --intermediate and --crl.",
        },
      };
    case "fault": {
      const which = placeOf(failure.depth);
      const { title } = FAULTS[failure.fault];
      return {
        cause: { ja: `${which.ja}について、${title.ja}。`, en: `Of ${which.en}: ${title.en}.` },
        nextStep: {
          ja: "証明書を発行した認証局にお問い合わせください。",
          en: "Ask the authority that issued it.",
        },
      };
    }
    case "revoked": {
      const which = placeOf(failure.depth);
      return {
        cause: {
          ja: `${which.ja}は失効しています（${failure.reason}）。`,
          en: `${capital(which.en)} is revoked (${failure.reason}).`,
        },
        nextStep: { ja: "新しい証明書を使ってください。", en: "Use a newer certificate." },
      };
    }
    case "revocation-unknown": {
      const which = placeOf(failure.depth);
      return {
        cause: {
          ja: `失効確認ができません。${which.ja}の、今の失効情報がありません。`,
          en: `Revocation cannot be checked: nothing current speaks of ${which.en}.`,
        },
        nextStep: {
          ja: "発行元の新しい失効リストを --crl で、または --ocsp で指定してください。",
          en: "Give its issuer's newest list by --crl, or --ocsp.",
        },
      };
    }
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
