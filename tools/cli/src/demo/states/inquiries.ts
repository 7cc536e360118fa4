/** お問い合わせ in every state. */
import { deeds } from "@madoguchi/center";
import { newId } from "@madoguchi/platform";
import { expectWord } from "./world.ts";
import type { World } from "./world.ts";

const { answer, ask, askAsGuest, closeByAsker, findInquiry, write } = deeds.inquiryDeeds;

const SUBJECTS = {
  new: "運用開始日を早める手続き",
  answered: "受付の画面の文字を大きくする方法",
  waiting: "端末の登録が進まない",
  reopened: "暗証番号を忘れた患者さんの受付",
  closed: "アプリアカウントの数の増やし方",
} as const;

export async function makeInquiries(world: World): Promise<void> {
  world.at(-4);
  await asked(world, SUBJECTS.new);
  const answered = await asked(world, SUBJECTS.answered);
  const waiting = await asked(world, SUBJECTS.waiting);
  const reopened = await asked(world, SUBJECTS.reopened);
  const closed = await asked(world, SUBJECTS.closed);
  world.at(-3);
  await say(world, waiting, "request", "端末に出ている言葉を、そのまま教えてください。");
  for (const number of [answered, reopened, closed]) {
    await say(world, number, "answer", "手順書の「受付の流れ」に、やり方を載せています。");
  }
  world.at(-2);
  const { center } = world;
  const actor = world.facility(10);
  const asker = (number: string) => ({ kind: "facility", actor, number }) as const;
  const more = { key: newId(), text: "手順書のとおりにしても、進めませんでした。" };
  expectWord(await write(center, asker(reopened), more, []), "done");
  expectWord(await closeByAsker(center, asker(closed)), "done");
  world.at();
  const guest = { name: "見本 四郎", mail: "mihon-kyaku@example.jp" };
  const content = { ...contentOf("対象になるかどうか"), category: "eligible", ...guest } as const;
  expectWord(await askAsGuest(center, content, [], "127.0.0.1"), "asked");
}

function contentOf(subject: string) {
  const text = `「${subject}」について教えてください。（架空）`;

  return { key: newId(), category: "other", relatedPath: null, subject, text } as const;
}

/** @returns its number */
async function asked(world: World, subject: string): Promise<string> {
  const result = await ask(world.center, world.facility(10), contentOf(subject), []);
  expectWord(result, "asked");

  return "number" in result ? result.number : "";
}

async function say(
  { center, officials }: World,
  number: string,
  kind: "answer" | "request",
  text: string,
): Promise<void> {
  const inquiry = await findInquiry(center.db, number);
  if (!inquiry) throw new Error(`inquiry ${number} is gone`);
  const said = { key: newId(), version: inquiry.version, kind, text };
  expectWord(await answer(center, officials.reviewer, number, said), "done");
}
