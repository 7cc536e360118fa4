/** The demo's notices: made up, and dated back from the day on which the demo begins. */
import { deadline, startOfDay } from "@madoguchi/notation";
import { newId } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";
import { insertProposal } from "../proposals/index.ts";
import { noticeChanges } from "./actions.ts";
import type { NoticeContent } from "./actions.ts";
import { numberOf } from "./rules/notice.ts";
import type { Category, Weight } from "./rules/notice.ts";
import { anyNotice, insertNotice, nextCount } from "./store/notices.ts";

type Seed = {
  readonly category: Category;
  readonly weight: Weight;
  readonly daysAgo: number;
  readonly title: string;
  readonly body: string;
  readonly kinds?: readonly string[];
  readonly prefectures?: readonly string[];
  /** Days for which it is listed. */
  readonly listed?: number;
};

/** In the order in which they were published. */
const seeds: readonly Seed[] = [
  {
    category: "03",
    weight: "information",
    daysAgo: 64,
    title: "電子カルテ情報共有サービスは、限定型の対象外です（架空）",
    body: "[[資格確認限定型]]では、健康保険の資格だけを確認できます。\n\n電子カルテ情報共有サービスの手続きは、このサイトでは受け付けていません。",
  },
  {
    category: "02",
    weight: "information",
    daysAgo: 51,
    title: "電子処方箋管理サービスは、限定型の対象外です（架空）",
    body: "[[資格確認限定型]]の端末では、電子処方箋を受け付けられません。\n\n患者さんには、紙の処方箋をお持ちいただくようにご案内ください。",
  },
  {
    category: "07",
    weight: "information",
    daysAgo: 33,
    title: "カードリーダーの確かめ方を手順書に加えました（架空）",
    body: "お手もとのカードリーダーが使えるかどうかは、受付アプリの「端末の確認」で確かめられます。\n\n## 確かめるもの\n\n- カードリーダーがつながっていること\n- カードのICを読み取れること\n\nくわしくは、[使い方と手順書](/help)をご覧ください。",
  },
  {
    category: "01",
    weight: "information",
    daysAgo: 26,
    title: "夜間の設備点検が終わりました（架空）",
    body: "予定していた夜間の設備点検は終わりました。資格の確認は、いつもどおり使えます。",
    listed: 30,
  },
  {
    category: "08",
    weight: "information",
    daysAgo: 19,
    title: "領収書の宛名は、施設の名称と同じにしてください（架空）",
    body: "補助金の申請で、領収書の宛名の直しをお願いすることが増えています。\n\n宛名は、登録した施設の名称と同じにしてもらってください。個人のお名前だけの領収書は、直しをお願いしています。\n\n> 注意：直しは、領収書を出したお店に頼んでください。ご自分で書き加えないでください。",
  },
  {
    category: "07",
    weight: "information",
    daysAgo: 14,
    title: "施術所の登録記号番号の入力について（架空）",
    body: "[[登録記号番号]]は、ハイフンを入れても入れなくても登録できます。\n\n併設の施術所は、それぞれの番号で登録してください。",
    kinds: ["treatment"],
  },
  {
    category: "07",
    weight: "information",
    daysAgo: 9,
    title: "東京都と神奈川県の薬局を対象にした説明会（架空）",
    body: "受付の流れを実演する説明会を、オンラインで開きます。参加は無料です。\n\n申し込みは要りません。時間になったら、案内のメールにある会場を開いてください。",
    kinds: ["pharmacy"],
    prefectures: ["13", "14"],
  },
  {
    category: "00",
    weight: "important",
    daysAgo: 6,
    title: "前のサイトのパスワードは使えません（架空）",
    body: "このサイトでは、前のサイトのIDとパスワードを使えません。\n\n## していただくこと\n\n1. [新規ユーザー登録](/register)で、施設を登録します。\n2. 届いたメールのリンクを開き、パスワードを決めます。\n\n> ヒント：メールが届かないときは、迷惑メールの入れ物も確かめてください。",
  },
  {
    category: "07",
    weight: "important",
    daysAgo: 3,
    title: "運用開始日の入力をお願いします（架空）",
    body: "準備が済んでも、運用開始日を入力していない施設があります。\n\n最初の確認ができたら、[準備の進み具合](/home)で運用開始日を入力してください。入力は1分で終わります。",
  },
  {
    category: "07",
    weight: "information",
    daysAgo: 1,
    title: "電子証明書の期限切れが増えています（架空）",
    body: "カードの電子証明書は、発行から5回目の誕生日で期限が切れます。\n\n期限が切れても、3か月の間は資格を確認できます。患者さんには、市区町村の窓口での更新をご案内ください。\n\n画面に出る答えごとの対応は、[資格確認の答えと対応](/help/answers)にあります。",
  },
];

/** One that waits for a second official. */
export async function seedNoticeProposal(
  tx: Tx,
  now: Temporal.Instant,
  accountId: string,
): Promise<void> {
  const id = newId();
  await insertProposal(tx, {
    id,
    subject: noticeChanges.name,
    key: id,
    basedOn: null,
    content: {
      number: null,
      key: id,
      version: null,
      form: {
        category: "07",
        weight: "important",
        title: "30日のあいだ確認のない施設へ（架空）",
        body: "運用開始日のあと、30日のあいだ資格の確認がない施設に送ります。\n\n- 端末の電源と通信を確かめてください。\n- お困りのときは、[お問い合わせ](/inquiries/new)からお知らせください。",
        audienceCondition: "no-check-30",
        mails: "yes",
      },
    } satisfies NoticeContent,
    needsTwo: true,
    state: "proposed",
    proposedBy: accountId,
    proposedAt: now,
    decidedBy: null,
    decidedAt: null,
    became: null,
  });
}

/** Nothing where there are notices already. @param accountId of the official who is said to have published them */
export async function seedNotices(
  tx: Tx,
  today: Temporal.PlainDate,
  accountId: string,
): Promise<void> {
  if (await anyNotice(tx)) return;
  for (const { category, weight, daysAgo, title, body, kinds, prefectures, listed } of seeds) {
    const day = today.subtract({ days: daysAgo });
    const id = newId();
    const publishedAt = startOfDay(day).add({ hours: 9 });
    await insertNotice(
      tx,
      {
        id,
        number: numberOf(category, await nextCount(tx, category)),
        weight,
        title,
        body,
        audienceKinds: kinds ?? [],
        audiencePrefectures: prefectures ?? [],
        audienceCondition: "",
        replacedBy: null,
        publishedAt,
        expiresAt: listed === undefined ? null : deadline(day.add({ days: listed })),
        revisedAt: null,
        withdrawnAt: null,
        withdrawnBecause: null,
        version: 1,
      },
      { noticeId: id, version: 1, at: publishedAt, accountId, what: "", title, body },
    );
  }
}
