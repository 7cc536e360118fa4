/** Said at the counter. */
import type { Texts } from "./texts.ts";

const renewal = "患者さんに、市区町村の窓口での更新をご案内ください。手数料はかかりません。";
const newCard =
  "新しいカードをお持ちか、患者さんにお聞きください。なければ、市区町村の窓口をご案内ください。";
const cardCheck = "患者さんに、市区町村の窓口でのカードの確認をご案内ください。";
const otherWays = "お急ぎのときは、資格情報のお知らせなど、ほかの方法で確認してください。";
const support = "続くときは、コールセンターにご連絡ください。";

export const ja: Texts = {
  trusted: {
    valid: {
      cause: "電子証明書は有効です。",
      nextStep: "このまま資格の確認に使えます。",
    },
    expiring: {
      cause: "電子証明書は有効ですが、3か月以内に有効期限を迎えます。",
      nextStep: renewal,
    },
    "expired-grace": {
      cause: "電子証明書の有効期限が過ぎています。資格の確認だけは、期限から3か月の間できます。",
      nextStep: renewal,
    },
  },
  expired: {
    cause: "電子証明書の有効期限から3か月が過ぎたため、資格の確認に使えません。",
    nextStep: renewal,
  },
  revoked: {
    unspecified: {
      cause: "この電子証明書は失効しています。理由は記録されていません。",
      nextStep: newCard,
    },
    keyCompromise: {
      cause: "この電子証明書は、鍵が他人に知られたおそれがあるため、失効しています。",
      nextStep: newCard,
    },
    cACompromise: {
      cause: "この電子証明書は、発行元の認証局の事故のため、失効しています。",
      nextStep: newCard,
    },
    affiliationChanged: {
      cause: "この電子証明書は、記載された事項が変わったため、失効しています。",
      nextStep: newCard,
    },
    superseded: {
      cause: "この電子証明書は、新しいものに替わったため、失効しています。",
      nextStep: newCard,
    },
    cessationOfOperation: {
      cause: "この電子証明書は、カードの返納などで利用を終えたため、失効しています。",
      nextStep: newCard,
    },
    certificateHold: {
      cause: "この電子証明書は、カードの紛失の届け出などのため、利用が止められています。",
      nextStep: "患者さんに、市区町村の窓口での一時停止の解除か再発行をご案内ください。",
    },
    privilegeWithdrawn: {
      cause: "この電子証明書は、利用の資格が取り消されたため、失効しています。",
      nextStep: newCard,
    },
    aACompromise: {
      cause: "この電子証明書は、属性を証明する機関の事故のため、失効しています。",
      nextStep: newCard,
    },
  },
  "not-yet-valid": {
    cause: "電子証明書の有効期間が、まだ始まっていません。",
    nextStep: cardCheck,
  },
  "unknown-issuer": {
    cause: "電子証明書の発行元が、この窓口の信頼する認証局ではありません。",
    nextStep: "マイナンバーカードかどうかをお確かめください。ほかのカードでは確認できません。",
  },
  malformed: {
    broken: {
      cause: "電子証明書が、決まりの形式ではありません。",
      nextStep: `カードを置き直して、もう一度確認してください。${cardCheck}`,
    },
    algorithm: {
      cause: "電子証明書の鍵か署名が、この窓口で認めている種類ではありません。",
      nextStep: cardCheck,
    },
    demand: {
      cause: "電子証明書に、この窓口が対応していない項目が必須として書かれています。",
      nextStep: `アプリを最新の版に更新して、もう一度お試しください。${support}`,
    },
  },
  "wrong-purpose": {
    ca: {
      cause: "人ではなく、認証局の電子証明書が送られました。",
      nextStep: `アプリを最新の版に更新して、もう一度お試しください。${support}`,
    },
    "key-usage": {
      cause: "利用者証明用ではない電子証明書（署名用など）が送られました。",
      nextStep: `アプリを最新の版に更新して、もう一度お試しください。${support}`,
    },
    "extended-key-usage": {
      cause: "本人の確認とは別の用途の電子証明書が送られました。",
      nextStep: `アプリを最新の版に更新して、もう一度お試しください。${support}`,
    },
    policy: {
      cause: "利用者証明用の決まり（証明書ポリシー）で発行された電子証明書ではありません。",
      nextStep: "マイナンバーカードかどうかをお確かめください。ほかのカードでは確認できません。",
    },
  },
  "revocation-unknown": {
    "no-list": {
      cause: "失効確認ができません。この電子証明書の失効リストが、窓口に届いていません。",
      nextStep: `数分後に、もう一度お試しください。${otherWays}`,
    },
    stale: {
      cause: "失効確認ができません。窓口にある失効リストの期限が切れています。",
      nextStep: `数分後に、もう一度お試しください。${otherWays}`,
    },
    "ocsp-unknown": {
      cause: "失効確認ができません。発行元に、この電子証明書の記録がありません。",
      nextStep: `${otherWays}${support}`,
    },
    "ocsp-away": {
      cause: "失効確認ができません。発行元の失効の問い合わせ先から、確かな返事がありません。",
      nextStep: `数分後に、もう一度お試しください。${otherWays}`,
    },
  },
};
