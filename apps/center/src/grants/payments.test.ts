import { official, registerFacility } from "@madoguchi/test";
import type { FacilityPerson, Visitor } from "@madoguchi/test";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  account,
  decide,
  files,
  fillApplication,
  finishIntroduction,
  startApplication,
  startGrantCenter,
  submit,
} from "./grants.fixture.ts";
import type { GrantCenter } from "./grants.fixture.ts";
import { ledgerAccounts } from "./rules/ledger.ts";
import { allBalances } from "./store/ledger.ts";
import { bankAnswer, parseZengin } from "./zengin.fixture.ts";

const PAYMENTS = "/office/grants/payments";

let center: GrantCenter;
let one: Visitor;
let two: Visitor;
beforeAll(async () => {
  center = await startGrantCenter();
  [one, two] = [await official(center), await official(center)];
});
afterAll(() => center.close());

async function decided(name: string): Promise<FacilityPerson & { readonly path: string }> {
  const facility = await registerFacility(center);
  await finishIntroduction(center, facility.facilityCode);
  const path = await startApplication(facility.visitor);
  await fillApplication(facility.visitor, path, files.pdf(name));
  await submit(facility.visitor, path);
  await center.mailTo(facility.mail);
  for (const reviewer of [one, two]) await decide(reviewer, path, "approve");
  await center.mailTo(facility.mail);

  return { ...facility, path };
}

const onTuesday = {
  "transferOn.year": "2026",
  "transferOn.month": "12",
  "transferOn.day": "8",
};

/** One makes it, the other lets it out. @returns its path and its file */
async function sent(): Promise<{ readonly batch: string; readonly file: Uint8Array }> {
  const { path: batch } = await one.post(PAYMENTS, onTuesday);
  await two.post(`${batch}/approve`, {});
  const { bytes } = await one.download(`${batch}/transfer.txt`);

  return { batch, file: bytes };
}

function answerForm(bytes: Uint8Array): FormData {
  const form = new FormData();
  form.append("result", new File([Uint8Array.from(bytes)], "kekka.txt"));

  return form;
}

async function balances(): Promise<Record<string, number>> {
  const rows = await allBalances(center.db);
  expect(rows.reduce((sum, { yen }) => sum + yen, 0)).toBe(0);

  return Object.fromEntries(
    rows.flatMap(({ account: name, yen }) =>
      yen === 0 || name === "outside" ? [] : [[name, yen]],
    ),
  );
}

test("from the decision to the money: two officials, a file, a transfer that comes back, another account", async () => {
  const [good, bad] = [await decided("good"), await decided("bad")];
  expect((await good.visitor.get(good.path)).html).toContain("振込の準備をしています");
  const wrongDay = await one.post(PAYMENTS, { ...onTuesday, "transferOn.day": "6" });
  expect(wrongDay.status).toBe(422);
  expect(wrongDay.html).toContain("銀行の休みの日です");
  expect((await one.get(PAYMENTS)).html).toContain("振込を待つもの　2件、20,000円");

  const { path: batch, html: made } = await one.post(PAYMENTS, onTuesday);
  expect(made).toContain("作った人は確認できません");
  expect(await balances()).toEqual({ available: 30_980_000, transfer: 20_000 });
  expect((await one.post(PAYMENTS, onTuesday)).html).toContain("振込を待つものがありません");
  const own = await one.post(`${batch}/approve`, {});
  expect([own.status, own.html.includes("あなたが作った振込データです")]).toEqual([409, true]);
  expect((await one.download(`${batch}/transfer.txt`)).status).toBe(404);

  // Taken back, its payments go into the next one.
  await two.post(`${batch}/withdraw`, {});
  expect(await balances()).toEqual({ available: 30_980_000, committed: 20_000 });
  const { batch: next, file } = await sent();
  expect((await center.mailTo(good.mail)).text).toContain("令和8年12月8日（火）に振り込む予定です");
  await center.mailTo(bad.mail);
  const records = parseZengin(file);
  expect(records.map((record) => record["データ区分"]).join("")).toBe("12289");
  expect(records[1]).toMatchObject({
    被仕向銀行番号: "0001",
    被仕向支店番号: "001",
    預金種目: "1",
    口座番号: account.accountNumber,
    受取人名: "ｶｸｳｲｲﾝ ｶｸｳ ﾀﾛｳ",
    振込金額: "0000010000",
  });
  expect(records[3]).toMatchObject({ 合計件数: "000002", 合計金額: "000000020000" });
  expect(Buffer.compare((await two.download(`${next}/transfer.txt`)).bytes, file)).toBe(0);
  expect((await two.post(`${next}/withdraw`, {})).status).toBe(409);

  const strange = await one.upload(`${next}/result`, answerForm(file.slice(122)));
  expect(strange.status).toBe(422);
  expect(strange.html).toContain("レコードが5件あるはずですが、4件です。");
  expect((await one.upload(`${next}/result`, answerForm(new Uint8Array()))).status).toBe(422);
  const settled = await one.upload(`${next}/result`, answerForm(bankAnswer(file, ["0", "2"])));
  expect(settled.html).toContain("1件を振り込みました。振り込めなかったものは1件です。");
  expect(
    (await one.upload(`${next}/result`, answerForm(bankAnswer(file, ["0", "0"])))).status,
  ).toBe(409);
  expect(await balances()).toEqual({ available: 30_980_000, committed: 10_000, paid: 10_000 });
  expect((await center.mailTo(good.mail)).text).toContain(
    "10,000円を、令和8年12月8日（火）に振り込みました",
  );
  expect((await good.visitor.get(good.path)).html).toContain("10,000円を振り込みました");
  expect((await good.visitor.get(`${good.path}/payment-account`)).path).toBe(good.path);

  expect((await center.mailTo(bad.mail)).text).toContain("口座名義が違います");
  expect((await bad.visitor.get(bad.path)).html).toContain("振込先を直してください");
  const kept = await bad.visitor.get(`${bad.path}/payment-account`);
  expect(kept.html).toContain('value="0000123"');
  const wrong = { ...account, accountHolder: "架空" };
  const again = await bad.visitor.post(`${bad.path}/payment-account`, wrong);
  expect(again.status).toBe(422);
  expect((await good.visitor.post(`${bad.path}/payment-account`, account)).status).toBe(404);
  await bad.visitor.post(`${bad.path}/payment-account`, {
    ...account,
    accountHolder: "カクウ　タロウ",
  });
  expect((await bad.visitor.get(bad.path)).html).toContain("振込の準備をしています");
  expect((await one.get(PAYMENTS)).html).toContain("口座の訂正あり");

  const second = await sent();
  expect(parseZengin(second.file)[1]).toMatchObject({ 受取人名: "ｶｸｳ ﾀﾛｳ" });
  await two.upload(`${second.batch}/result`, answerForm(bankAnswer(second.file, ["0"])));
  expect(await balances()).toEqual({ available: 30_980_000, paid: 20_000 });
});

test("a decision is taken back after payment: two officials, a demand, the money with its interest", async () => {
  const before = await balances();
  const { visitor, mail, path } = await decided("revoked");
  const { batch, file } = await sent();
  await one.upload(`${batch}/result`, answerForm(bankAnswer(file, ["0"])));
  await center.mailTo(mail);
  await center.mailTo(mail);
  const reason = { revocationReason: "購入した機器を返品していたためです。" };
  const tooMuch = await one.post(`/office${path}/revocation`, { ...reason, principalYen: "10001" });
  expect([tooMuch.status, tooMuch.html.includes("決定額までです")]).toEqual([409, true]);
  expect((await one.post(`/office${path}/revocation`, { principalYen: "0" })).status).toBe(422);
  const proposed = await one.post(`/office${path}/revocation`, {
    ...reason,
    principalYen: "8,000",
  });
  expect(proposed.html).toContain("8,000円の取消しが提案されています");
  expect((await visitor.get(path)).html).not.toContain("返品");
  const own = await one.post(`/office${path}/revocation/confirm`, {});
  expect([own.status, own.html.includes("ほかの審査担当が確かめてください")]).toEqual([409, true]);
  expect((await visitor.download(`${path}/revocation-letter.pdf`)).status).toBe(404);
  const confirmed = await two.post(`/office${path}/revocation/confirm`, {});
  expect(confirmed.html).toContain("8,000円の返還を請求しています");
  expect((await center.mailTo(mail)).text).toContain("8,000円を、令和8年12月12日（土）までに");
  expect((await visitor.get(path)).html).toContain("お返しください");
  expect((await visitor.download(`${path}/revocation-letter.pdf`)).type).toBe("application/pdf");
  expect((await balances())["demanded"]).toBe(8000);

  const received = (month: string, day: string) =>
    one.post(`/office${path}/repayment`, {
      "receivedOn.year": "2026",
      "receivedOn.month": month,
      "receivedOn.day": day,
    });
  expect((await received("12", "7")).html).toContain("振り込んだ日より前です");
  // Ten days at 10.95% a year on 8,000 yen: 24 yen.
  expect((await received("12", "18")).html).toContain("加算金24円");
  expect((await received("12", "18")).status).toBe(409);
  expect(await balances()).toEqual({
    available: (before["available"] ?? 0) - 10_000,
    paid: (before["paid"] ?? 0) + 2000,
    returned: 8000,
    interest: 24,
  });
  expect((await visitor.get(path)).html).toContain("8,024円の返還を受け取りました");
});

test("while a batch is made, nobody proposes to revoke what goes into it", async () => {
  const { path } = await decided("raced");
  const proposal = { revocationReason: "二重の申請のためです。", principalYen: "10000" };
  const waiting = async (count: number): Promise<void> => {
    for (;;) {
      const { rows } = await sql<{ held: number }>`
        select count(*)::int as held from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`.execute(center.db);
      if ((rows[0]?.held ?? 0) >= count) return;
    }
  };
  const started = await center.db.transaction().execute(async (tx) => {
    await sql`select from grant_payment where state = 'due' for update`.execute(tx);
    const making = one.post(PAYMENTS, onTuesday);
    await waiting(1);
    const proposing = two.post(`/office${path}/revocation`, proposal);
    await Promise.race([waiting(2), proposing]);
    return [making, proposing] as const;
  });
  const [made, proposed] = await Promise.all(started);
  const isMade = made.path !== PAYMENTS;
  const isProposed = proposed.html.includes("10,000円の取消しが提案されています");
  expect([isMade, isProposed].filter(Boolean)).toHaveLength(1);
  if (isMade) await two.post(`${made.path}/withdraw`, {});
  else await one.post(`/office${path}/revocation/withdraw`, {});
  await one.post(`/office${path}/revocation`, proposal);
  expect((await two.post(`/office${path}/revocation/confirm`, {})).status).toBe(200);
});

test("before payment a decision is taken back whole, and its money is there again", async () => {
  const before = await balances();
  const { visitor, path } = await decided("unpaid");
  const reason = { revocationReason: "二重の申請のためです。" };
  const part = await one.post(`/office${path}/revocation`, { ...reason, principalYen: "1" });
  expect(part.status).toBe(409);
  await one.post(`/office${path}/revocation`, { ...reason, principalYen: "10000" });
  expect((await one.post(PAYMENTS, onTuesday)).html).toContain("振込を待つものがありません");
  await one.post(`/office${path}/revocation/withdraw`, {});
  await two.post(`/office${path}/revocation`, { ...reason, principalYen: "10000" });
  await one.post(`/office${path}/revocation/confirm`, {});
  expect(await balances()).toEqual(before);
  expect((await visitor.get(path)).html).toContain("交付の決定を取り消しました");
});

test("a transfer that the receiving bank sends back after the payment asks for another account", async () => {
  const { visitor, mail, path } = await decided("recalled");
  const { batch, file } = await sent();
  await one.upload(`${batch}/result`, answerForm(bankAnswer(file, ["0"])));
  expect((await one.post(`/office${path}/recall`, {})).html).toContain("組戻しを記録しました");
  expect((await one.post(`/office${path}/recall`, {})).status).toBe(409);
  expect((await visitor.get(path)).html).toContain("振込先を直してください");
  await center.mailTo(mail);
  expect((await balances())["committed"]).toBe(10_000);
});

test("the database keeps the four eyes and the single payment, whoever writes", async () => {
  await decided("rules");
  const { path: batch } = await one.post(PAYMENTS, onTuesday);
  const id = batch.split("/").at(-1);
  const refused = [
    [
      "grant_batch_four_eyes",
      sql`update grant_batch set state = 'approved', approved_by = made_by, approved_at = now(), file_hash = 'x'
        where id = ${id}`,
    ],
    [
      "grant_payment_live",
      sql`insert into grant_payment (id, application_id, attempt, bank_name, bank_code, branch_name, branch_code,
          deposit_kind, account_number, account_holder, amount_yen, state, created_at)
        select gen_random_uuid(), application_id, 9, bank_name, bank_code, branch_name, branch_code,
          deposit_kind, account_number, account_holder, amount_yen, 'due', now()
        from grant_payment where batch_id = ${id}`,
    ],
  ] as const;
  for (const [constraint, statement] of refused) {
    await expect(statement.execute(center.db)).rejects.toThrow(constraint);
  }
  await one.post(`${batch}/withdraw`, {});
});

const PAYER = "/office/grants/payer";

const newPayer = {
  "effectiveFrom.year": "2026",
  "effectiveFrom.month": "11",
  "effectiveFrom.day": "24",
  consignerCode: "００９８７６５４３２",
  consignerName: "カクウ　シハライキョク",
  bankCode: "0009",
  bankName: "カクウ",
  branchCode: "012",
  branchName: "シンテン",
  depositKind: "current",
  accountNumber: "0007654",
};

test.each([
  [{ consignerCode: "12345" }, "依頼人コードは10桁の数字で"],
  [{ consignerName: "架空支払局" }, "銀行に届けたカタカナで"],
  [{ bankName: "ガギグゲゴガギグゲゴ" }, "半角で15文字まで"],
  [{ "effectiveFrom.month": "13" }, "使い始める日"],
])("an account that no bank would take is asked for again: %j", async (change, message) => {
  const page = await one.post(PAYER, { ...newPayer, ...change });
  expect([page.status, page.html.includes(message)]).toEqual([422, true]);
  expect(page.html).toContain('value="0007654"');
});

test("the account that pays changes by two officials, from its day on and for no batch made before", async () => {
  const today = await one.post(PAYER, { ...newPayer, "effectiveFrom.day": "22" });
  expect([today.status, today.html.includes("あす以後の日に")]).toEqual([409, true]);
  const proposed = await one.post(PAYER, newPayer);
  expect(proposed.html).toContain("ｶｸｳ ｼﾊﾗｲｷﾖｸ");
  expect((await one.post(`${proposed.path}/confirm`, {})).status).toBe(409);
  expect((await two.get(PAYER)).html).toContain("確認を待つ提案があります");
  expect((await two.post(`${proposed.path}/confirm`, {})).html).toContain("確認済み");
  expect((await two.get(PAYER)).html).toContain("これからの口座");

  await decided("before");
  const before = await sent();
  center.setTime("2026-11-24T00:04:00Z");
  [one, two] = [await official(center), await official(center)];
  await decided("after");
  const after = await sent();
  expect(parseZengin(after.file)[0]).toMatchObject({
    振込依頼人コード: "0098765432",
    振込依頼人名: "ｶｸｳ ｼﾊﾗｲｷﾖｸ",
    仕向銀行番号: "0009",
    仕向支店番号: "012",
    預金種目: "2",
    口座番号: "0007654",
  });
  expect(parseZengin(before.file)[0]).toMatchObject({ 振込依頼人コード: "0000000001" });
  const again = await two.download(`${before.batch}/transfer.txt`);
  expect(Buffer.compare(again.bytes, before.file)).toBe(0);
  for (const { batch, file } of [before, after]) {
    await one.upload(`${batch}/result`, answerForm(bankAnswer(file, ["0"])));
  }
});

/** A CSV as its rows, by their titles. */
async function table(path: string): Promise<readonly Readonly<Record<string, string>>[]> {
  const { bytes } = await one.download(path);
  expect(Buffer.compare((await two.download(path)).bytes, bytes)).toBe(0);
  const [titles, ...rows] = new TextDecoder()
    .decode(bytes)
    .trim()
    .split("\r\n")
    .map((line) => line.split(","));

  return rows.map((cells) =>
    Object.fromEntries((titles ?? []).map((title, index) => [title, cells[index] ?? ""])),
  );
}

const sumOf = (rows: readonly Readonly<Record<string, string>>[], title: string) =>
  rows.reduce((sum, row) => sum + Number(row[title]), 0);

test("what accounting is handed is the ledger, by days, the same to the byte each time", async () => {
  const ACCOUNTS = "/office/grants/accounts";
  expect((await one.get(ACCOUNTS)).html).toContain("試算表：資格確認端末等導入支援補助金");
  const wrong = `?from.year=2026&from.month=4&from.day=1&until.year=2026&until.month=3&until.day=1`;
  expect((await one.get(`${ACCOUNTS}${wrong}`)).html).toContain("始まりの日より前です");

  const whole = await table(`${ACCOUNTS}/journal.csv`);
  const early = await table(`${ACCOUNTS}/journal.csv?from=2024-04-01&until=2026-11-22`);
  const late = await table(`${ACCOUNTS}/journal.csv?from=2026-11-23&until=2026-11-24`);
  expect([...early, ...late]).toEqual(whole);
  expect(Math.min(early.length, late.length)).toBeGreaterThan(0);

  const balance = await table(`${ACCOUNTS}/balance.csv?from=2026-11-23&until=2026-11-24`);
  expect(sumOf(balance, "借方")).toBe(sumOf(late, "金額"));
  expect(sumOf(balance, "貸方")).toBe(sumOf(late, "金額"));
  expect(sumOf(balance, "期首残高")).toBe(0);
  const closing = Object.fromEntries(
    balance.flatMap(({ 科目: name, 期末残高: yen }) => (name && yen ? [[name, Number(yen)]] : [])),
  );
  for (const { account: name, yen } of await allBalances(center.db)) {
    expect([name, closing[ledgerAccounts[name]]]).toEqual([name, yen]);
  }
});

test("the year's report adds up by month, kind and prefecture, and with the ledger", async () => {
  const REPORT = "/office/grants/reports";
  const page = await one.get(`${REPORT}?programme=demo&year=2026`);
  expect(page.html).toContain("帳簿の動きと合っています");
  const rows = await table(`${REPORT}/report.csv?programme=demo&year=2026`);
  const [total, ...parts] = rows;
  for (const part of ["月別", "施設の種類別", "都道府県別"]) {
    const own = parts.filter((row) => row["区分"] === part);
    for (const title of Object.keys(total ?? {}).slice(2)) {
      expect([part, title, sumOf(own, title)]).toEqual([part, title, Number(total?.[title])]);
    }
  }
  const { rows: moved } = await sql<{ cause: string; yen: number; count: number }>`
    select cause, sum(yen)::int as yen, count(*)::int as count from grant_ledger group by cause`.execute(
    center.db,
  );
  const of = (cause: string) => moved.find((row) => row.cause === cause) ?? { yen: 0, count: 0 };
  expect(total).toMatchObject({
    "交付決定（件）": String(of("decision").count),
    "交付決定（円）": String(of("decision").yen),
    "支払い（件）": String(of("paid").count - of("recalled").count),
    "支払い（円）": String(of("paid").yen - of("recalled").yen),
    "返還（円）": String(of("returned").yen),
    "加算金（円）": String(of("interest").yen),
  });
  expect(of("returned").yen).toBeGreaterThan(0);
  const pdf = await one.download(`${REPORT}/report.pdf?programme=demo&year=2026`);
  expect(new TextDecoder("latin1").decode(pdf.bytes).slice(0, 5)).toBe("%PDF-");
  expect((await one.get(`${REPORT}?programme=demo&year=2025`)).html).toContain("令和7年度");
  expect((await one.get(`${REPORT}?programme=nowhere`)).status).toBe(404);
});

test("the books are shown and handed out, and say that they balance", async () => {
  const { html } = await one.get("/office/grants/budget");
  expect(html).toContain("と合っています");
  expect(html).toContain("振込の完了");
  const rows = await table("/office/grants/accounts/journal.csv");
  const { rows: counted } = await sql<{
    count: number;
  }>`select count(*)::int as count from grant_ledger`.execute(center.db);
  expect(rows).toHaveLength(counted[0]?.count ?? 0);
  await sql`update grant_balance set yen = yen + 1 where account = 'paid'`.execute(center.db);
  expect((await one.get("/office/grants/budget")).html).toContain("帳簿が書き換えられたおそれ");
});
