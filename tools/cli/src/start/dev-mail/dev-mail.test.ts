import { createMailer, openDatabase } from "@madoguchi/platform";
import { emptyDatabase } from "@madoguchi/test";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { devMail, startMailCatcher } from "./index.ts";

test("a mail arrives over SMTP and is shown: Japanese intact, links clickable, text escaped", async () => {
  await using running = new AsyncDisposableStack();
  const database = running.use(await emptyDatabase());
  const db = openDatabase(database.url);
  running.defer(() => db.destroy());
  const catcher = await startMailCatcher(db);
  running.defer(() => catcher.stop());
  const mailer = createMailer(catcher.smtpUrl, "窓口 <madoguchi@example.jp>");
  await mailer.send({
    to: "tanaka@example.jp",
    subject: "利用者登録のご案内（髙橋𠮷子 様）",
    text: "次の住所を開いてください。\nhttp://localhost:3000/register?token=a_b-c&x=1\n\n<b>太字</b>ではありません。",
  });
  mailer.close();

  const app = Fastify();
  running.defer(() => app.close());
  await app.register(devMail, { db, stylesHref: "/style.css", signIns: [] });
  const list = await app.inject("/dev/mail");
  expect(list.body).toContain("利用者登録のご案内（髙橋𠮷子 様）");
  expect(list.body).toContain("tanaka@example.jp");

  const [, href = ""] = /href="(\/dev\/mail\/[^"]+)"/.exec(list.body) ?? [];
  const page = await app.inject(href);
  expect(page.body).toContain('href="http://localhost:3000/register?token=a_b-c&amp;x=1"');
  expect(page.body).toContain("&lt;b&gt;太字&lt;/b&gt;");
  expect(page.body).toContain("窓口 &lt;madoguchi@example.jp&gt;");
});
