/** What a mail server pipes in, from its words to what the office knows. */
import { Readable } from "node:stream";
import { mailTemplates, openDatabase, queueMail, transaction } from "@madoguchi/platform";
import { startTestCenter } from "@madoguchi/test";
import { expect, test, vi } from "vitest";
import { hearing } from "../hearing.fixture.ts";
import { bounceCommand } from "./command.ts";
import { readReturnedMail } from "./report.ts";

const heard = hearing(() => ({}));

const ID = "0199a000-0000-7000-8000-000000000001";

/** As Postfix writes it. */
const postfix = (to: string, fields: string) => `Return-Path: <>
X-Original-To: ${to}
Delivered-To: ${to}
Date: Sun, 29 Nov 2026 12:00:05 +0900 (JST)
From: MAILER-DAEMON@mx.madoguchi.example.jp (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: ${to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4ABCDE1234.1764385205/mx.madoguchi.example.jp"
Message-Id: <20261129030005.4ABCDE1234@mx.madoguchi.example.jp>

This is a MIME-encapsulated message.

--4ABCDE1234.1764385205/mx.madoguchi.example.jp
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.madoguchi.example.jp.

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients. It's attached below.

<hanako@clinic.example.jp>: host mail.clinic.example.jp[192.0.2.7] said: 550
    5.1.1 <hanako@clinic.example.jp>: Recipient address rejected: User unknown
    (in reply to RCPT TO command)

--4ABCDE1234.1764385205/mx.madoguchi.example.jp
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.madoguchi.example.jp
X-Postfix-Queue-ID: 4ABCDE1234
Arrival-Date: Sun, 29 Nov 2026 12:00:03 +0900 (JST)

Final-Recipient: rfc822; hanako@clinic.example.jp
Original-Recipient: rfc822;hanako@clinic.example.jp
${fields}
Remote-MTA: dns; mail.clinic.example.jp
Diagnostic-Code: smtp; 550 5.1.1 <hanako@clinic.example.jp>: Recipient address
    rejected: User unknown

--4ABCDE1234.1764385205/mx.madoguchi.example.jp
Content-Description: Undelivered Message Headers
Content-Type: text/rfc822-headers

From: =?UTF-8?B?56qT5Y+j?= <madoguchi@example.jp>
To: hanako@clinic.example.jp
Subject: =?UTF-8?B?44CQ56qT5Y+j44CR?=

--4ABCDE1234.1764385205/mx.madoguchi.example.jp--
`;

const bytes = (text: string) => new TextEncoder().encode(text);
const failed = "Action: failed\nStatus: 5.1.1";

test.each([
  ["a failure", failed, { kind: "failed", sentMail: ID, status: "5.1.1" }],
  [
    "a failure with a remark, and without a status that can be read",
    "action: Failed\nStatus: unknown",
    { kind: "failed", sentMail: ID, status: "5.0.0" },
  ],
  ["a delay", "Action: delayed\nStatus: 4.4.1", { kind: "not-failed" }],
  ["a mail that was relayed", "Action: relayed\nStatus: 2.0.0", { kind: "not-failed" }],
])("of a report, %s is read", async (_what, fields, expected) => {
  const to = `bounces+${ID}@madoguchi.example.jp`;
  expect(await readReturnedMail(bytes(postfix(to, fields)), undefined)).toEqual(expected);
  const crlf = postfix(to, fields).replaceAll("\n", "\r\n");
  expect(await readReturnedMail(bytes(crlf), undefined)).toEqual(expected);
});

test("the mail server's word for the recipient counts before the headers; what is not ours is let be", async () => {
  const other = postfix("bounces@madoguchi.example.jp", failed);
  expect(await readReturnedMail(bytes(other), undefined)).toEqual({ kind: "foreign" });
  expect(await readReturnedMail(bytes(other), `bounces+${ID}@madoguchi.example.jp`)).toMatchObject({
    kind: "failed",
    sentMail: ID,
  });
  const answer = `To: bounces+${ID}@madoguchi.example.jp\nSubject: Re: hello\n\nI am on holiday.\n`;
  expect(await readReturnedMail(bytes(answer), undefined)).toEqual({ kind: "foreign" });
  expect(await readReturnedMail(bytes(""), undefined)).toEqual({ kind: "foreign" });
});

test("a mail comes back: once it counts, and a mail that was never sent counts for nobody", async () => {
  await using running = new AsyncDisposableStack();
  const center = await startTestCenter(undefined, { bounceAddress: "bounces@example.jp" });
  running.defer(() => center.close());
  const db = openDatabase(center.databaseUrl);
  running.defer(() => db.destroy());
  vi.stubEnv("DATABASE_URL", center.databaseUrl);
  const [letter] = mailTemplates().flatMap(({ examples }) => examples());
  if (!letter) throw new Error("there is no kind of mail");
  await transaction(db, (tx) => queueMail(tx, { ...letter, to: "hanako@clinic.example.jp" }));
  const { returnPath = "" } = await center.mailTo("hanako@clinic.example.jp");
  const bounce = (to: string) => bounceCommand([], Readable.from([postfix(to, failed)]));

  expect(await bounce(`bounces+${ID}@example.jp`)).toBe(0);
  expect(await bounce(returnPath)).toBe(0);
  expect(await bounce(returnPath)).toBe(0);
  expect(heard.printed).toEqual(Array(3).fill("届かなかったことを記録します（5.1.1）。"));
  const rows = () =>
    db.selectFrom("unreachableAddress").select(["address", "failures", "status"]).execute();
  await expect
    .poll(rows)
    .toEqual([{ address: "hanako@clinic.example.jp", failures: 1, status: "5.1.1" }]);
  expect(await bounceCommand([], Readable.from(["Subject: hello\n\nhello\n"]))).toBe(0);
  expect(await rows()).toHaveLength(1);
});
