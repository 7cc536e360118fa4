/** Ten thousand made-up notices of some four hundred characters, so that the library is as large as it may ever become. */
import { startOfDay, tokyoToday } from "@madoguchi/notation";
import { newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";

export const NOTICES = 10_000;
const AT_ONCE = 500;

const categories = ["01", "02", "07", "08"];
const subjects = ["カードリーダー", "電子証明書", "暗証番号", "受付アプリ", "補助金", "利用申請"];
const things = ["更新", "確認", "設定", "点検", "変更", "期限", "手続き", "使い方"];
const places = ["東京都", "大阪府", "北海道", "福岡県", "愛知県", "沖縄県", "神奈川県"];

export async function insertNotices(db: Db, accountId: string): Promise<void> {
  const today = tokyoToday(systemClock);
  for (let from = 0; from < NOTICES; from += AT_ONCE) {
    const notices = Array.from({ length: AT_ONCE }, (_, index) => {
      const count = from + index;

      return {
        id: newId(),
        number: `${pick(categories, count)}-${String(Math.floor(count / categories.length) + 1).padStart(4, "0")}`,
        weight: count % 50 === 0 ? ("important" as const) : ("information" as const),
        title: `${subjectOf(count)}の${thingOf(count)}について（架空）`,
        body: bodyOf(count),
        audienceKinds: count % 5 === 0 ? ["treatment"] : [],
        audiencePrefectures: count % 9 === 0 ? ["13"] : [],
        publishedAt: startOfDay(today.subtract({ days: (NOTICES - count) % 3000 })),
        expiresAt: null,
        revisedAt: null,
        withdrawnAt: null,
        withdrawnBecause: null,
        audienceCondition: "",
        replacedBy: null,
        version: 1,
      };
    });
    await transaction(db, async (tx) => {
      await tx.insertInto("notice").values(notices).execute();
      const revisions = notices.map(({ id, title, body, publishedAt }) => ({
        noticeId: id,
        version: 1,
        at: publishedAt,
        accountId,
        what: "",
        title,
        body,
      }));
      await tx.insertInto("noticeRevision").values(revisions).execute();
    });
  }
}

/** Each holds a number that no other has, and words that some, many or all others have. */
function bodyOf(count: number): string {
  const sentences = Array.from(
    { length: 12 },
    (_, line) =>
      `${pick(places, count + line)}の施設では、${subjectOf(count + line)}の${thingOf(count * 3 + line)}を窓口でご案内ください。`,
  );

  return `整理番号${count}のお知らせです。\n\n## していただくこと\n\n${sentences.join("\n\n")}`;
}

const subjectOf = (count: number) => pick(subjects, count);
const thingOf = (count: number) => pick(things, Math.floor(count / subjects.length));

function pick(list: readonly string[], index: number): string {
  return list[index % list.length] ?? "";
}

/** What people type: a word of every text, of many, of few; two words, a number, a sentence, and what nothing has. */
export const queries: readonly string[] = [
  "窓口",
  "カードリーダー",
  "ｶｰﾄﾞﾘｰﾀﾞｰ 更新",
  "でんししょうめいしょ",
  "電子証明書 期限",
  "07-0432",
  "整理番号7654",
  "あんしょうばんごう わすれた",
  "補助金 領収書 宛名",
  "カードが読み取れないときはどうすればよいですか",
];
