/**
 * Every refusal that center can send to reception, as RFC 9457 problem details.
 *
 * A refusal is only useful if the person at the counter knows why, who can change it and what to do now,
 * so those three stand in the table and travel with every answer, with what to say to a patient who waits and whether the
 * counter has to go on without the card. The table is also the text of the help page that each `type` points to.
 */
import { z } from "zod";
import {
  certificateWays,
  chargeAfterRetry,
  chargeOnPapers,
  copayOfAnyAge,
  otherWays,
} from "./ways.ts";

/** Who can change the situation. */
export const owners = [
  "reception",
  "facility",
  "patient",
  "municipality",
  "insurer",
  "center",
] as const;
export type Owner = (typeof owners)[number];

export const ownerWords = {
  reception: "受付の方",
  facility: "施設の管理者",
  patient: "患者さん",
  municipality: "市区町村の窓口",
  insurer: "保険者",
  center: "窓口の運営者",
} as const satisfies Record<Owner, string>;

type ProblemKind = {
  readonly status: number;
  readonly title: string;
  readonly cause: string;
  readonly owner: Owner;
  readonly nextStep: string;
  /** Word for word. */
  readonly patientWords: string;
  /** How the counter goes on without the card; none where the same is tried again in a moment. */
  readonly ways: readonly string[];
};

const cardAgain = {
  patientWords: "恐れ入りますが、マイナンバーカードをもう一度確認させてください。",
  ways: [],
} as const;

/** The patient was there, and has gone. */
const offlineAgain = {
  patientWords:
    "先日は通信ができず、保険を確認できませんでした。恐れ入りますが、カードをもう一度確認させてください。",
  ways: [],
} as const;

/** Nobody waits at the counter for it. */
const withoutPatient = {
  patientWords: "確認に少しお時間をいただいています。少々お待ちください。",
  ways: [],
} as const;

const AGAIN = "恐れ入りますが、もう一度カードを確認させてください。";
const WAIT = "確認に少しお時間をいただいています。少々お待ちください。";
const OTHER_WAY = "ただいま機械で確認できないため、別の方法で確認します。ご安心ください。";
const MUNICIPALITY =
  "カードの電子証明書を読み取れませんでした。市区町村の窓口で調べてもらうことができます。今日は別の方法で確認します。";
const FACELESS =
  "お写真では確認できませんでした。暗証番号か、別の方法で確認させてください。ご安心ください。";

const UNREGISTRABLE =
  "今日はこの窓口で登録できませんでした。カードの不具合ではありません。保険は別の方法で確認します。";

const retry = { patientWords: AGAIN, ways: [] } as const;
const blocked = { patientWords: OTHER_WAY, ways: otherWays } as const;
const municipality = { patientWords: MUNICIPALITY, ways: certificateWays } as const;
const unregistrable = { patientWords: UNREGISTRABLE, ways: otherWays } as const;
const faceless = { patientWords: FACELESS, ways: otherWays } as const;

export const problemKinds = {
  "invalid-request": {
    status: 400,
    title: "送信内容を読み取れません",
    cause: "送られた内容の形式が、この窓口の決まりと合っていません。",
    owner: "reception",
    nextStep: "アプリを最新の版に更新して、もう一度お試しください。",
    ...blocked,
  },
  "not-found": {
    status: 404,
    title: "見つかりません",
    cause: "お探しのものは、移動したか、取り消されています。",
    owner: "reception",
    nextStep: "アドレスをお確かめください。",
    ...blocked,
  },
  "activation-refused": {
    status: 403,
    title: "ユーザー設定情報が一致しません",
    cause: "入力された4つの値の組み合わせが、発行されたものと一致しません。",
    owner: "facility",
    nextStep: "ポータルの「端末とアプリ」で値を確かめて、もう一度入力してください。",
    ...blocked,
  },
  "activation-used": {
    status: 409,
    title: "アクティベーションコードは使用済みです",
    cause: "このアクティベーションコードは、すでに別の端末の登録に使われました。",
    owner: "facility",
    nextStep: "ポータルの「端末とアプリ」で再発行してください。",
    ...blocked,
  },
  "activation-locked": {
    status: 429,
    title: "登録を一時的に止めています",
    cause: "誤ったユーザー設定情報が続けて入力されました。",
    owner: "facility",
    nextStep: "15分ほど待つか、ポータルで再発行してから入力してください。",
    ...blocked,
  },
  "signature-missing": {
    status: 401,
    title: "端末の署名がありません",
    cause: "登録された端末からの通信であることを確かめられません。",
    owner: "reception",
    nextStep: "受付アプリから操作してください。",
    ...blocked,
  },
  "signature-invalid": {
    status: 401,
    title: "端末の署名が一致しません",
    cause: "この端末の鍵は、登録されたものと違います。",
    owner: "facility",
    nextStep: "ポータルで設定情報を再発行し、この端末を登録し直してください。",
    ...blocked,
  },
  "terminal-unknown": {
    status: 401,
    title: "登録されていない端末です",
    cause: "この端末の登録が見つからないか、取り消されています。",
    owner: "facility",
    nextStep: "ポータルで設定情報を発行し、この端末を登録してください。",
    ...blocked,
  },
  "clock-skew": {
    status: 401,
    title: "端末の時計がずれています",
    cause: "端末の時刻と窓口の時刻が5分以上違います。",
    owner: "reception",
    nextStep: "端末の日付と時刻の設定で「自動」を選んでください。",
    ...blocked,
  },
  "account-stopped": {
    status: 403,
    title: "アプリアカウントは停止中です",
    cause: "このアプリアカウントは、施設または審査担当により停止されています。",
    owner: "facility",
    nextStep: "ポータルの「端末とアプリ」で状態を確かめてください。",
    ...blocked,
  },
  "app-too-old": {
    status: 403,
    title: "受付アプリの版が古くなりました",
    cause:
      "この版の受付アプリでは、新しい確認を始められません。送信待ちの確認は、この版でも届きます。",
    owner: "facility",
    nextStep: "受付アプリを新しい版にしてください。Windowsでは、同じ場所のファイルに上書きします。",
    ...blocked,
  },
  "facility-suspended": {
    status: 403,
    title: "この施設は休止中です",
    cause: "休止の届出により、この施設では資格を確認できません。",
    owner: "facility",
    nextStep: "再開するときは、ポータルの「手続き」で再開の届出をしてください。",
    ...blocked,
  },
  "facility-closed": {
    status: 403,
    title: "この施設のコードは使われていません",
    cause: "廃止またはコードの変更により、この施設のコードでは資格を確認できません。",
    owner: "facility",
    nextStep: "コードが変わったときは、新しい設定情報で端末を登録し直してください。",
    ...blocked,
  },
  "challenge-unknown": {
    status: 404,
    title: "確認の受付が見つかりません",
    cause: "この確認の受付番号は、窓口が発行したものではありません。",
    owner: "reception",
    nextStep: "「次の患者さん」を押して、始めからやり直してください。",
    ...retry,
  },
  "challenge-foreign": {
    status: 403,
    title: "ほかの端末の受付です",
    cause: "この確認は、別の端末で始められました。",
    owner: "reception",
    nextStep: "この端末で「次の患者さん」を押して、始めからやり直してください。",
    ...retry,
  },
  "challenge-expired": {
    status: 410,
    title: "確認の時間が過ぎました",
    cause: "確認を始めてから時間（暗証番号は2分、顔写真は5分）を過ぎたため、受付を取り消しました。",
    owner: "reception",
    nextStep: "カードを一度離し、もう一度確認してください。",
    ...retry,
  },
  "challenge-used": {
    status: 409,
    title: "この確認は済んでいます",
    cause: "同じ確認の結果が、もう一度送られました。",
    owner: "reception",
    nextStep: "「次の患者さん」を押して、始めからやり直してください。",
    ...retry,
  },
  "challenge-other-purpose": {
    status: 409,
    title: "別の確認方法の受付です",
    cause: "この確認は、別の方法（暗証番号または顔写真）で始められました。",
    owner: "reception",
    nextStep: "「次の患者さん」を押して、始めからやり直してください。",
    ...retry,
  },
  "card-signature-invalid": {
    status: 422,
    title: "カードの署名が一致しません",
    cause: "カードの署名を、この確認のものとして検証できません。",
    owner: "reception",
    nextStep:
      "カードを一度離し、もう一度確認してください。続くときはコールセンターにご連絡ください。",
    ...retry,
  },
  "certificate-malformed": {
    status: 422,
    title: "電子証明書を読み取れません",
    cause: "カードの電子証明書が、決まりの形式ではありません。",
    owner: "municipality",
    nextStep: "患者さんに、市区町村の窓口でのカードの確認をご案内ください。",
    ...municipality,
  },
  "certificate-wrong-purpose": {
    status: 422,
    title: "利用者証明用の電子証明書ではありません",
    cause: "資格の確認に使う種類とは別の電子証明書が送られました。",
    owner: "reception",
    nextStep: "アプリを最新の版に更新して、もう一度お試しください。",
    ...blocked,
  },
  "certificate-unknown-issuer": {
    status: 422,
    title: "発行元を確認できない電子証明書です",
    cause: "電子証明書の発行元が、この窓口の信頼する認証局ではありません。",
    owner: "reception",
    nextStep: "マイナンバーカードかどうかをお確かめください。ほかのカードでは確認できません。",
    patientWords: "マイナンバーカードをお持ちでしたら、見せていただけますか。",
    ways: otherWays,
  },
  "certificate-not-yet-valid": {
    status: 422,
    title: "電子証明書の有効期間の前です",
    cause: "電子証明書の有効期間が、まだ始まっていません。",
    owner: "municipality",
    nextStep: "患者さんに、市区町村の窓口でのカードの確認をご案内ください。",
    ...municipality,
  },
  "face-record-malformed": {
    status: 422,
    title: "券面の情報を読み取れません",
    cause: "カードのICチップにある券面の情報が、決まりの形式ではありません。",
    owner: "municipality",
    nextStep: "暗証番号で確認してください。カードの点検は、市区町村の窓口をご案内ください。",
    ...faceless,
  },
  "face-record-unknown-issuer": {
    status: 422,
    title: "券面の情報の発行元を確認できません",
    cause: "券面の情報に署名した発行元が、この窓口の信頼するものではありません。",
    owner: "center",
    nextStep: "暗証番号で確認してください。続くときはコールセンターにご連絡ください。",
    ...faceless,
  },
  "face-record-forged": {
    status: 422,
    title: "券面の情報の署名が一致しません",
    cause: "顔写真や生年月日が、発行されたときのものであることを確かめられません。",
    owner: "municipality",
    nextStep: "顔写真では確認しないでください。暗証番号で確認してください。",
    ...faceless,
  },
  "face-record-other-person": {
    status: 422,
    title: "カードと登録の生年月日か性別が違います",
    cause: "券面の生年月日か性別が、保険者に登録された内容と一致しません。",
    owner: "insurer",
    nextStep:
      "暗証番号で確認してください。登録の違いは、加入している保険者にお問い合わせください。",
    ...faceless,
  },
  "first-use-refused": {
    status: 422,
    title: "利用登録ができませんでした",
    cause: "入力された内容では、利用登録ができませんでした。",
    owner: "patient",
    nextStep:
      "保険者番号・記号・番号・枝番と生年月日を、書面ともう一度見比べてください。転職や転居の直後は、保険者の登録を待つことがあります。",
    ...unregistrable,
  },
  "first-use-limit": {
    status: 429,
    title: "利用登録の受付を、いったん止めました",
    cause: "合わない内容が続けて入力されたため、このカードまたはこの端末の受付を止めました。",
    owner: "patient",
    nextStep:
      "マイナポータルかセブン銀行のATMで登録できます。この端末では、24時間たつと受け付けます。",
    ...unregistrable,
  },
  "first-use-already-linked": {
    status: 409,
    title: "別のカードが登録されています",
    cause: "この方には、ほかの電子証明書が登録されています。カードを新しくした方に起こります。",
    owner: "center",
    nextStep:
      "カードを新しくした方は、コールセンターに前の登録の取り消しを申し出てください。そのあと登録できます。",
    ...unregistrable,
  },
  "first-use-card-linked": {
    status: 409,
    title: "このカードは登録が済んでいます",
    cause: "このカードの電子証明書は、すでに健康保険証として登録されています。",
    owner: "reception",
    nextStep: "カードを一度離し、暗証番号か顔写真で資格を確認してください。",
    ...retry,
  },
  "first-use-suspended": {
    status: 409,
    title: "保険者が登録の内容を確認しています",
    cause: "保険者の登録と住民票の内容に違いがあり、利用登録を止めています。",
    owner: "insurer",
    nextStep: "登録の再開については、加入している保険者へのお問い合わせをご案内ください。",
    ...unregistrable,
  },
  "consent-too-late": {
    status: 409,
    title: "この確認には、同意を加えられません",
    cause: "この端末の確認ではないか、確認から10分を過ぎています。",
    owner: "reception",
    nextStep: "カードをもう一度確認し、画面で患者さんにお尋ねください。",
    ...retry,
  },
  "revocation-unknown": {
    status: 503,
    title: "失効の確認ができません",
    cause: "電子証明書の失効情報が、いま新しいものではありません。",
    owner: "center",
    nextStep:
      "数分後に、もう一度お試しください。お急ぎのときは資格情報のお知らせ等で確認してください。",
    patientWords: WAIT,
    ways: otherWays,
  },
  "recheck-unknown": {
    status: 404,
    title: "もとの確認が見つかりません",
    cause: "この施設の確認に、その記録がありません。",
    owner: "reception",
    nextStep: "一覧から患者さんを選び直してください。",
    ...cardAgain,
  },
  "recheck-other-month": {
    status: 409,
    title: "前の月の確認では、再照会できません",
    cause: "カードなしで再照会できるのは、カードで確認した月のうちだけです。",
    owner: "patient",
    nextStep: "患者さんに、マイナンバーカードでの確認をお願いしてください。",
    ...cardAgain,
  },
  "recheck-not-by-card": {
    status: 409,
    title: "カードで確認した記録ではありません",
    cause: "選ばれた記録は、それ自体がカードなしの再照会です。",
    owner: "reception",
    nextStep: "一覧から、カードで確認した記録を選んでください。",
    ...cardAgain,
  },
  "recheck-nobody": {
    status: 409,
    title: "もとの確認で、患者さんが特定されていません",
    cause: "その確認では、カードと結び付いた方が分かりませんでした。",
    owner: "patient",
    nextStep: "患者さんに、マイナンバーカードでの確認をお願いしてください。",
    ...cardAgain,
  },
  "recheck-unlinked": {
    status: 409,
    title: "保険証の利用登録が解除されています",
    cause: "もとの確認のあとで、この方のカードの利用登録が解除されました。",
    owner: "patient",
    nextStep: "患者さんに、カードの利用登録と、カードでの確認をお願いしてください。",
    ...cardAgain,
  },
  "recheck-limit": {
    status: 429,
    title: "今日の再照会の回数を超えました",
    cause: "この端末でカードなしの照会や一覧の表示ができる回数を超えました。",
    owner: "facility",
    nextStep: "カードで確認するか、明日もう一度お試しください。",
    ...cardAgain,
  },
  "offline-foreign": {
    status: 403,
    title: "この端末のオフラインの確認ではありません",
    cause: "署名された内容が、この施設とこの端末のものではありません。",
    owner: "reception",
    nextStep: "患者さんに、マイナンバーカードでの確認をもう一度お願いしてください。",
    ...offlineAgain,
  },
  "offline-too-old": {
    status: 409,
    title: "オフラインの確認から日がたちすぎています",
    cause: "ネットワークのない間の確認は、決められた日数のうちに届いたものだけを受け付けます。",
    owner: "reception",
    nextStep: "患者さんに、マイナンバーカードでの確認をもう一度お願いしてください。",
    ...offlineAgain,
  },
  "offline-from-future": {
    status: 409,
    title: "オフラインの確認の日時が進んでいます",
    cause: "端末の時計が進んでいたため、確認した日時がこれから先になっています。",
    owner: "reception",
    nextStep: "端末の時計を合わせてから、カードでの確認をもう一度お願いしてください。",
    ...offlineAgain,
  },
  "offline-other-content": {
    status: 409,
    title: "同じ番号で別の内容が届いています",
    cause: "この番号のオフラインの確認は、別の内容ですでに記録されています。",
    owner: "reception",
    nextStep: "患者さんに、マイナンバーカードでの確認をもう一度お願いしてください。",
    ...offlineAgain,
  },
  "offline-answer-gone": {
    status: 410,
    title: "オフラインの確認の答えは残っていません",
    cause: "この確認は記録済みです。お返しする答えは、期限を過ぎたため消しました。",
    owner: "reception",
    nextStep: "再照会をするか、カードでの確認をもう一度お願いしてください。",
    ...offlineAgain,
  },
  "bulk-not-allowed": {
    status: 403,
    title: "一括照会を使えない施設です",
    cause: "一括照会は、健診等実施機関として登録された施設だけが使えます。",
    owner: "facility",
    nextStep: "施設の種類が違うときは、ポータルの登録内容を確かめてください。",
    ...withoutPatient,
  },
  "bulk-waiting": {
    status: 429,
    title: "処理中の照会が多すぎます",
    cause: "この施設の一括照会が、まだいくつも終わっていません。",
    owner: "facility",
    nextStep: "処理中の照会が終わってから、もう一度送ってください。",
    ...withoutPatient,
  },
  "bulk-file-empty": {
    status: 422,
    title: "ファイルに何も書かれていません",
    cause: "送られたファイルの大きさが0でした。",
    owner: "facility",
    nextStep: "見出しの行と受診者の行のあるファイルを送ってください。",
    ...withoutPatient,
  },
  "bulk-file-too-large": {
    status: 413,
    title: "ファイルが大きすぎます",
    cause: "一度に送れるファイルは、32MBまでです。",
    owner: "facility",
    nextStep: "ファイルをいくつかに分けて送ってください。",
    ...withoutPatient,
  },
  "bulk-unknown": {
    status: 404,
    title: "受付番号が見つかりません",
    cause: "この施設の一括照会に、その受付番号のものがありません。",
    owner: "facility",
    nextStep: "受付番号を控えと見比べてください。",
    ...withoutPatient,
  },
  "bulk-no-file": {
    status: 409,
    title: "結果のファイルがありません",
    cause: "処理がまだ終わっていないか、保存の期間が過ぎて削除されました。",
    owner: "facility",
    nextStep: "状態を確かめてください。削除されたときは、もう一度照会してください。",
    ...withoutPatient,
  },
  "too-many-requests": {
    status: 429,
    title: "回数が多すぎます",
    cause: "短い時間に続けて操作されたため、一時的に止めています。",
    owner: "reception",
    nextStep: "1分ほど待って、もう一度お試しください。",
    patientWords: WAIT,
    ways: [],
  },
  unexpected: {
    status: 500,
    title: "窓口の不具合で処理できません",
    cause: "窓口のプログラムが、予期しない状態になりました。記録は残っています。",
    owner: "center",
    nextStep:
      "もう一度お試しください。続くときは、受付番号を添えてコールセンターにご連絡ください。",
    ...blocked,
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemSlug = keyof typeof problemKinds;

export function isProblemSlug(text: string): text is ProblemSlug {
  return Object.hasOwn(problemKinds, text);
}

export const problemSlugs: readonly ProblemSlug[] = Object.keys(problemKinds).filter(isProblemSlug);

/** The body of an `application/problem+json` answer (RFC 9457 §3), with the members reception shows. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  owner: z.enum(owners),
  nextStep: z.string(),
  /** What to say to the patient, word for word. */
  patientWords: z.string().optional(),
  /** `nextStep` and what follows it, in this order. */
  nextSteps: z.array(z.string()).min(1).optional(),
  /** What to charge meanwhile. */
  charge: z.string().optional(),
  /** The request's number, for the call centre. */
  instance: z.string().optional(),
  /** Present on `invalid-request`: which members were refused, by JSON pointer. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  /** Present on `clock-skew`: the center's time, so that the terminal can correct its own. */
  serverTime: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What a person at the counter goes by. */
export type ProblemWords = Pick<
  Problem,
  "detail" | "owner" | "nextStep" | "patientWords" | "nextSteps" | "charge"
>;

type ProblemExtras = Partial<ProblemWords & Pick<Problem, "instance" | "errors" | "serverTime">>;

/** A problem of the table. `detail` defaults to the kind's cause; the steps begin with `nextStep`, whosesoever it is. */
export function problem(slug: ProblemSlug, extras: ProblemExtras = {}): Problem {
  const { status, title, cause, owner, patientWords, ways } = problemKinds[slug];
  const { nextStep = problemKinds[slug].nextStep } = extras;

  return {
    type: problemType(slug),
    title,
    status,
    detail: cause,
    owner,
    nextStep,
    patientWords,
    nextSteps: [nextStep, ...ways],
    charge: ways.length > 0 ? chargeOnPapers(copayOfAnyAge) : chargeAfterRetry,
    ...extras,
  };
}

/** A URI reference, resolved against the center that answered; the page there explains the kind. */
export function problemType(slug: string): string {
  return `/problems/${slug}`;
}

export function problemSlug(problem: Problem): ProblemSlug {
  const slug = problem.type.replace(/^.*\/problems\//, "");

  return isProblemSlug(slug) ? slug : "unexpected";
}
