import { mailTemplates, openDatabase, queueMail, transaction } from "@madoguchi/platform";
import type { Letter, Written } from "@madoguchi/platform";
import { startTestCenter } from "@madoguchi/test";
import { expect, expectTypeOf, test } from "vitest";

const letters = mailTemplates().flatMap(({ name, examples }) =>
  examples().map((letter, index) => ({ name: `${name} ${index + 1}`, letter })),
);

test("every kind of mail is in the list, says when and to whom, and has an example of each wording", () => {
  // Whatever else has a subject and a text is no letter, and does not compile as one.
  expectTypeOf<Written & { readonly template: string }>().not.toExtend<Letter>();
  expect(mailTemplates().length).toBeGreaterThan(45);
  for (const { name, when, to, examples } of mailTemplates()) {
    expect(name).toMatch(/^[a-z-]+\.[a-z-]+$/);
    expect(when, name).toMatch(/(とき|の日)$/);
    expect(to, name).not.toBe("");
    expect(examples().length, name).toBeGreaterThan(0);
  }
});

test.each(letters)("$name reads as a person wrote it", ({ letter: { subject, text } }) => {
  expect(subject).toMatch(/^【窓口】\S/);
  expect(`${subject}\n${text}`).not.toMatch(/undefined|null|NaN|\[object|\n{3}/);
  for (const line of text.split("\n")) expect(line.trim()).toBe(line);
});

/** A page behind such a link does something without a password; what only ends further mail stays good (RFC 8058). */
const acts = /token=/;
const onlyStops = /\/(stop-factor-reset|notices\/mail\/stop|reminders\/stop)\?/;

test.each(letters.filter(({ letter: { text } }) => acts.test(text) && !onlyStops.test(text)))(
  "$name says until when its link can be used",
  ({ letter: { text } }) => {
    expect(text).toMatch(/\d+(時間以内|分以内|日間)|\d分までに|までに、?次のページ/);
  },
);

test("a mail arrives over SMTP as it was written: headers, text, and an HTML that says the same", async () => {
  await using running = new AsyncDisposableStack();
  const center = await startTestCenter();
  running.defer(() => center.close());
  const db = openDatabase(center.databaseUrl);
  running.defer(() => db.destroy());
  await transaction(db, async (tx) => {
    for (const [index, { letter }] of letters.entries()) {
      await queueMail(tx, { ...letter, to: `mail-${index}@example.jp` });
    }
    const names = {
      ...letters[0]?.letter,
      subject: "【窓口】髙橋𠮷子 様（﨑・①・㈱・～）のご案内",
    };
    await queueMail(tx, { ...letterOf(names), to: "rare@example.jp" });
  });
  for (const [index, { name, letter }] of letters.entries()) {
    const mail = await center.mailTo(`mail-${index}@example.jp`);
    const header = (key: string) => mail.headers.find((each) => each.key === key)?.value;
    expect(mail.subject, name).toBe(letter.subject);
    expect(mail.from, name).toMatchObject({ name: "オンライン資格確認 窓口" });
    expect(mail.text?.trimEnd(), name).toBe(letter.text);
    expect(words(mail.html ?? ""), name).toBe(squeezed(letter.text));
    expect(links(mail.html ?? ""), name).toEqual(letter.text.match(/https?:\/\/\S+/g) ?? []);
    expect(header("auto-submitted"), name).toBe("auto-generated");
    expect(header("list-unsubscribe"), name).toBe(
      letter.unsubscribeUrl === undefined ? undefined : `<${letter.unsubscribeUrl}>`,
    );
  }
  expect((await center.mailTo("rare@example.jp")).subject).toBe(
    "【窓口】髙橋𠮷子 様（﨑・①・㈱・～）のご案内",
  );
});

function letterOf(letter: Partial<Letter>): Letter {
  const [first] = letters;
  if (!first) throw new Error("there is no kind of mail");

  return { ...first.letter, ...letter };
}

/** What a reader sees of it, without regard to where lines end. */
function words(html: string): string {
  const body = html.slice(html.indexOf("<body"));
  const text = body
    .replaceAll("<li>", "・")
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");

  return squeezed(text);
}

function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, "");
}

function links(html: string): string[] {
  return Array.from(html.matchAll(/href="([^"]+)"/g), ([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
}
