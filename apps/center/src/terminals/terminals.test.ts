import { createClient, parseSetupInfo, problemSlug, setupFragment } from "@madoguchi/contract";
import type { CallResult, SetupInfo, TerminalIdentity } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { openDatabase, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { giveProof, registerFacility, startTestCenter } from "@madoguchi/test";
import type { FacilityPerson, TestCenter } from "@madoguchi/test";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFacilityByCode } from "../facilities/index.ts";
import { issueAppAccount, terminalStanding } from "./index.ts";

let minutesAhead = 0;
const clock: Clock = { now: () => systemClock.now().add({ minutes: minutesAhead }) };
let center: TestCenter;
let db: Db;

beforeAll(async () => {
  center = await startTestCenter(clock);
  db = openDatabase(center.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await center.close();
});

const client = (ahead = 0) =>
  createClient({
    baseUrl: center.url,
    now: () => clock.now().epochMilliseconds + ahead * 60_000,
  });

async function newKey() {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]);
  const { x = "", y = "" } = await crypto.subtle.exportKey("jwk", pair.publicKey);

  return { privateKey: pair.privateKey, key: { kty: "EC", crv: "P-256", x, y } as const };
}

async function facilityIdOf(person: FacilityPerson): Promise<string> {
  return (await findFacilityByCode(db, person.facilityCode))?.id ?? "";
}

/** A facility with one app account, as an approval leaves it. */
async function facilityWithAccount(): Promise<FacilityPerson & { facilityId: string }> {
  const person = await registerFacility(center);
  const facilityId = await facilityIdOf(person);
  await transaction(db, (tx) =>
    issueAppAccount(tx, clock, facilityId, { kind: "system", id: "test" }),
  );

  return { ...person, facilityId };
}

type Shown = { readonly status: number; readonly html: string; readonly info: SetupInfo };

/** Presses the button of the first form whose action ends so, as the page gives it. */
async function show(person: FacilityPerson, from: string, more = {}): Promise<Shown> {
  const page = await person.visitor.get(from);
  const [, action = ""] = /action="([^"?]*\/setup-info)/.exec(page.html) ?? [];
  const [, version = ""] = /name="version" value="(\d+)"/.exec(page.html) ?? [];
  const { status, html } = await person.visitor.post(action, { version, ...more });
  const text = /<pre>([^<]*)<\/pre>/.exec(html)?.[1] ?? "";
  const info = parseSetupInfo(text);
  if (!info) {
    throw new Error(`no set-up information on the page (${status})`);
  }

  return { status, html, info };
}

async function linkOf(person: FacilityPerson, ending: string): Promise<string> {
  const { html } = await person.visitor.get("/terminals");

  return new RegExp(`(?:href|action)="([^"?]*/${ending})["?]`).exec(html)?.[1] ?? "";
}

async function register(info: SetupInfo, name = "受付1"): Promise<TerminalIdentity> {
  const { privateKey, key } = await newKey();
  const result = await client().activate(privateKey, {
    ...info,
    key,
    terminalName: name,
    terminalKind: "windows",
  });

  return { terminalId: valueOf(result).terminalId, privateKey };
}

function valueOf<T>(result: CallResult<T>): T {
  if (!result.ok) {
    throw new Error(result.kind === "problem" ? result.problem.type : result.kind);
  }

  return result.value;
}

function slugOf(result: CallResult<unknown>): string {
  return !result.ok && result.kind === "problem" ? problemSlug(result.problem) : "none";
}

/** The newest audit rows, newest first. */
async function auditRows(count: number) {
  return db
    .selectFrom("auditEvent")
    .select(["action", "subjectId", "facilityId", "detail"])
    .orderBy("at", "desc")
    .orderBy("id", "desc")
    .limit(count)
    .execute();
}

describe("set-up information", () => {
  test("is shown once, is the same on the QR code's text, and makes a PDF", async () => {
    const person = await facilityWithAccount();
    const { html, info } = await show(person, "/terminals");
    expect(info.facilityCode).toBe(person.facilityCode);
    expect(info.userId).toMatch(/^W\d{7}$/);
    for (const value of Object.values(info)) {
      expect(html).toContain(`data-copy="${value}"`);
    }
    expect(html).toContain(`href="http://localhost/reception/${setupFragment(info)}"`);
    const list = await person.visitor.get("/terminals");
    expect(list.html).not.toContain(info.password);
    const [row] = await db
      .selectFrom("appAccount")
      .selectAll()
      .where("userId", "=", info.userId)
      .execute();
    expect(JSON.stringify(row)).not.toContain(info.password.replaceAll("-", ""));

    const [, action = ""] = /action="([^"?]*\.pdf)/.exec(html) ?? [];
    const pdf = await person.visitor.post(action, info);
    expect(pdf.html).toMatch(/^%PDF-1/);
    expect(pdf.html).toContain("/MarkInfo");
    const forged = await person.visitor.post(action, { ...info, password: "AAAA-BBBB-CCCC" });
    expect([forged.status, forged.html.includes("もう表示できません")]).toEqual([409, true]);
  });

  test("is not made twice by a page sent twice", async () => {
    const person = await facilityWithAccount();
    const page = await person.visitor.get("/terminals");
    const action = /action="([^"?]*\/setup-info)/.exec(page.html)?.[1] ?? "";
    const [, version = ""] = /name="version" value="(\d+)"/.exec(page.html) ?? [];
    expect((await person.visitor.post(action, { version })).status).toBe(200);
    const second = await person.visitor.post(action, { version });
    expect([second.status, second.html.includes("設定情報を再発行する")]).toEqual([409, true]);
  });

  test("of another facility cannot be found", async () => {
    const person = await facilityWithAccount();
    const action = await linkOf(person, "setup-info");
    const stranger = await registerFacility(center);
    for (const path of [action, action.replace("setup-info", "stop")]) {
      expect((await stranger.visitor.post(path, { version: "1" })).status).toBe(404);
    }
    expect((await center.visitor().get("/terminals")).path).toBe("/sign-in?next=%2Fterminals");
  });

  test("issued anew ends the old code, and the terminals only when asked", async () => {
    const person = await facilityWithAccount();
    const first = await show(person, "/terminals");
    const identity = await register(first.info);
    const again = await show(person, await linkOf(person, "reissue"));
    expect((await center.mailTo(person.mail)).subject).toContain("再発行");
    expect(again.info.password).not.toBe(first.info.password);
    expect(valueOf(await client().self(identity)).userId).toBe(first.info.userId);

    const third = await show(person, await linkOf(person, "reissue"), { stopTerminals: "yes" });
    expect(third.html).toContain("登録済みの端末1台は止めました");
    expect(slugOf(await client().self(identity))).toBe("terminal-unknown");
    await expect(register(again.info)).rejects.toThrow("activation-refused");
    await register(third.info, "受付2");
  });
});

describe("registering a terminal", () => {
  test("answers who it is now, accepts values as people type them, and shows it on the portal", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const identity = await register(
      {
        ...info,
        password: info.password.toLowerCase().replaceAll("-", ""),
        activationCode: ` ${info.activationCode.replaceAll("-", "ー")}`,
      },
      "受付のパソコン",
    );
    expect(valueOf(await client().self(identity))).toEqual({
      terminalId: identity.terminalId,
      terminalName: "受付のパソコン",
      facilityCode: person.facilityCode,
      facilityName: person.facilityName,
      userId: info.userId,
      goLiveOn: null,
    });
    const { html } = await person.visitor.get("/terminals");
    expect(html).toContain("受付のパソコン");
    expect(html).toContain("使用中");
    const standing = await terminalStanding(db, person.facilityId);
    expect([standing.accountsIssued, standing.terminalsRegistered]).toEqual([1, 1]);
    expect(standing.firstRegisteredAt).not.toBeNull();
  });

  test("refuses each wrong value alike, and a used code by its own name; all on record", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const wrong: Partial<SetupInfo>[] = [
      { facilityCode: "1310113715" },
      { userId: "W9999999" },
      { password: "AAAA-BBBB-CCCC" },
      { activationCode: "AAAA-BBBB-CCCC-DDDD" },
    ];
    for (const values of wrong) {
      await expect(register({ ...info, ...values })).rejects.toThrow("activation-refused");
    }
    await register(info);
    await expect(register(info)).rejects.toThrow("activation-used");
    const [used, accepted, refused] = await auditRows(3);
    expect(used).toMatchObject({
      action: "terminal.activation-refused",
      facilityId: person.facilityId,
      detail: { reason: "activation-used" },
    });
    expect(accepted?.action).toBe("terminal.registered");
    expect(refused).toMatchObject({ detail: { reason: "activation-refused" } });
  });

  test.each(["受\u0000付", "受\n付", "受\u202E付"])("refuses the name %j", async (name) => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    await expect(register(info, name)).rejects.toThrow("invalid-request");
    await register(info, "𠮷の受付");
  });

  test("takes one of two devices that come with one code at the same moment", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const both = await Promise.allSettled([register(info, "一台目"), register(info, "二台目")]);
    const reasons = both.flatMap((each) =>
      each.status === "rejected" ? [String(each.reason)] : [],
    );
    expect(reasons).toEqual([expect.stringContaining("activation-used")]);
    expect((await terminalStanding(db, person.facilityId)).terminalsRegistered).toBe(1);
  });

  test("stops after ten wrong tries, until fifteen minutes pass or the facility issues anew", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const guess = { ...info, activationCode: "AAAA-BBBB-CCCC-DDDD" };
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      await expect(register(guess)).rejects.toThrow("activation-refused");
    }
    await expect(register(info)).rejects.toThrow("activation-locked");
    expect((await auditRows(1))[0]).toMatchObject({ detail: { reason: "activation-locked" } });
    minutesAhead += 16;
    await expect(register(guess)).rejects.toThrow("activation-refused");
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      await expect(register(guess)).rejects.toThrow("activation-refused");
    }
    await expect(register(info)).rejects.toThrow("activation-locked");
    await giveProof(center, person.mail);
    await register((await show(person, await linkOf(person, "reissue"))).info);
  });

  test("needs the very key that it brings", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const [own, other] = [await newKey(), await newKey()];
    const result = await client().activate(other.privateKey, {
      ...info,
      key: own.key,
      terminalName: "受付1",
      terminalKind: "windows",
    });
    expect(slugOf(result)).toBe("signature-invalid");
    expect((await auditRows(1))[0]).toMatchObject({
      action: "terminal.refused",
      detail: { reason: "signature-invalid" },
    });
  });
});

describe("a later call", () => {
  let person: FacilityPerson & { facilityId: string };
  let identity: TerminalIdentity;
  beforeAll(async () => {
    person = await facilityWithAccount();
    identity = await register((await show(person, "/terminals")).info);
  });

  async function expectRefusal(
    who: TerminalIdentity,
    slug: string,
    facilityId: string | null,
  ): Promise<void> {
    expect(slugOf(await client().self(who))).toBe(slug);
    expect((await auditRows(1))[0]).toMatchObject({
      action: "terminal.refused",
      subjectId: expect.any(String),
      facilityId,
      detail: { reason: slug },
    });
  }

  test("without a signature is refused", async () => {
    const response = await fetch(`${center.url}/api/v1/terminals/self`);
    expect([response.status, await response.json()]).toMatchObject([
      401,
      { type: "/problems/signature-missing" },
    ]);
    expect((await auditRows(1))[0]).toMatchObject({ detail: { reason: "signature-missing" } });
  });

  test("with a foreign key is refused", async () => {
    const { privateKey } = await newKey();
    await expectRefusal({ ...identity, privateKey }, "signature-invalid", person.facilityId);
  });

  test("of an unknown terminal is refused", async () => {
    for (const terminalId of ["00000000-0000-7000-8000-000000000000", "new"]) {
      await expectRefusal({ ...identity, terminalId }, "terminal-unknown", null);
    }
  });

  test.each([-6, 6])(
    "with a clock %i minutes off is refused, and let in at our time",
    async (ahead) => {
      expect(valueOf(await client(ahead).self(identity)).terminalId).toBe(identity.terminalId);
      expect((await auditRows(1))[0]).toMatchObject({
        action: "terminal.refused",
        facilityId: null,
        detail: { reason: "clock-skew" },
      });
    },
  );

  test("with a clock four minutes off is fine", async () => {
    expect(valueOf(await client(4).self(identity)).terminalId).toBe(identity.terminalId);
  });

  test("is remembered as the last use, at most once a minute", async () => {
    const seen = async () =>
      (
        await db
          .selectFrom("terminal")
          .select("lastSeenAt")
          .where("id", "=", identity.terminalId)
          .executeTakeFirstOrThrow()
      ).lastSeenAt.toString();
    minutesAhead += 2;
    await client().self(identity);
    const first = await seen();
    await client().self(identity);
    expect(await seen()).toBe(first);
    minutesAhead += 2;
    await client().self(identity);
    expect(await seen()).not.toBe(first);
  });

  test("of a stopped account is refused until it is resumed", async () => {
    const stop = await linkOf(person, "stop");
    expect((await person.visitor.get(stop)).html).toContain("資格を確認できなくなります");
    expect((await person.visitor.post(stop, {})).html).toContain("停止しました");
    await expectRefusal(identity, "account-stopped", person.facilityId);
    expect((await person.visitor.post(await linkOf(person, "resume"), {})).html).toContain(
      "再開しました",
    );
    expect((await client().self(identity)).ok).toBe(true);
  });

  test("of a removed terminal is refused for good", async () => {
    const remove = await linkOf(person, "remove");
    expect((await person.visitor.get(remove)).html).toContain("元には戻せません");
    expect((await person.visitor.post(remove, {})).html).toContain("取り消しました");
    await expectRefusal(identity, "terminal-unknown", null);
    expect((await person.visitor.post(remove, {})).status).toBe(404);
  });
});

describe("what a device says of itself", () => {
  test("stands in the list: program, system, the result of its self-test", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const { privateKey, key } = await newKey();
    const activated = await client().activate(privateKey, {
      ...info,
      key,
      terminalName: "受付1",
      terminalKind: "windows",
      device: { appVersion: "0.1.0", platform: "Windows 10/11、Edge 141" },
    });
    const identity = { terminalId: valueOf(activated).terminalId, privateKey };
    const before = await person.visitor.get("/terminals");
    expect(before.html).toContain("版 0.1.0、Windows 10/11、Edge 141");
    expect(before.html).toMatch(/data-label="機器の確認">まだです/);

    const at = clock.now().add({ hours: 1 }).toString();
    const told = await client().report(identity, {
      appVersion: "0.2.0",
      selfTest: { verdict: "usable-with-care", at },
    });
    expect(valueOf(told).terminalName).toBe("受付1");
    const { html } = await person.visitor.get("/terminals");
    // What it left out this time stays.
    expect(html).toContain("版 0.2.0、Windows 10/11、Edge 141");
    expect(html).toContain("使えますが、注意があります");
    const row = await db
      .selectFrom("terminal")
      .select("selfTestAt")
      .where("id", "=", identity.terminalId)
      .executeTakeFirstOrThrow();
    // A clock that is ahead makes no test in the future.
    expect(row.selfTestAt?.epochMilliseconds).toBeLessThanOrEqual(clock.now().epochMilliseconds);
  });

  test("may be nothing, and is no way to write what a name may not be", async () => {
    const person = await facilityWithAccount();
    const identity = await register((await show(person, "/terminals")).info);
    expect((await client().report(identity, {})).ok).toBe(true);
    expect((await person.visitor.get("/terminals")).html).toContain("まだ届いていません");
    for (const wrong of [{ platform: "受\u202E付" }, { appVersion: "一" }]) {
      expect(slugOf(await client().report(identity, wrong))).toBe("invalid-request");
    }
    const { privateKey } = await newKey();
    expect(slugOf(await client().report({ ...identity, privateKey }, {}))).toBe(
      "signature-invalid",
    );
  });
});

describe("a lost device", () => {
  test("stops with its account at once, is told to everybody, and comes back only by setting up anew", async () => {
    const person = await facilityWithAccount();
    const { info } = await show(person, "/terminals");
    const identity = await register(info, "往診のタブレット");
    const path = await linkOf(person, "lost");
    const stranger = await registerFacility(center);
    expect((await stranger.visitor.post(path, {})).status).toBe(404);
    expect((await client().self(identity)).ok).toBe(true);

    expect((await person.visitor.get(path)).html).toContain("すぐに止まります");
    const done = await person.visitor.post(path, {});
    expect(done.html).toContain("止め、施設のみなさんにメールでお知らせしました");
    expect(done.html).toMatch(/往診のタブレット[^]*届け出た端末では、もう資格を確認できません/);
    expect((await auditRows(1))[0]).toMatchObject({
      action: "terminal.reported-lost",
      subjectId: identity.terminalId,
      detail: { userId: info.userId, accountStopped: true },
    });
    const mail = await center.mailTo(person.mail);
    expect(mail.subject).toContain("「往診のタブレット」");
    expect(mail.text).toContain(`アプリアカウント：${info.userId}（停止しました）`);
    expect(slugOf(await client().self(identity))).toBe("terminal-unknown");
    await expect(register(info)).rejects.toThrow("account-stopped");

    expect((await person.visitor.post(path, {})).status).toBe(404);
    await person.visitor.post(await linkOf(person, "resume"), {});
    expect(slugOf(await client().self(identity))).toBe("terminal-unknown");
    await register((await show(person, await linkOf(person, "reissue"))).info, "新しいタブレット");
  });
});

describe("more app accounts", () => {
  const path = "/terminals/accounts/new";

  test("come at once with a reason, up to the limit of the facility's kind", async () => {
    const person = await facilityWithAccount();
    const form = { count: "2", reason: "counters", note: "", seen: "1" };
    const done = await person.visitor.post(path, form);
    expect([done.path, done.html.includes("3件あります")]).toEqual(["/terminals?done=add", true]);
    expect((await auditRows(1))[0]).toMatchObject({
      action: "app-accounts.added",
      detail: { count: 2, reason: "counters" },
    });
    expect((await center.mailTo(person.mail)).text).toMatch(/2件追加しました：W\d{7}、W\d{7}/);
    // The same form once more: the accounts that it saw are not those of now.
    const twice = await person.visitor.post(path, form);
    expect([twice.status, twice.html.includes("別の画面でアカウントが増えました")]).toEqual([
      409,
      true,
    ]);
    const many = await person.visitor.post(path, { ...form, count: "8", seen: "3" });
    expect([many.status, many.html.includes("あと7件まで")]).toEqual([422, true]);
    expect((await person.visitor.post(path, { ...form, count: "7", seen: "3" })).status).toBe(200);
    expect((await person.visitor.get(path)).html).toContain("10件までです");
  });

  test("need a reason in words where none of the list fits, and an approval before", async () => {
    const person = await facilityWithAccount();
    const other = { count: "1", reason: "other", note: " ", seen: "1" };
    const empty = await person.visitor.post(path, other);
    expect([empty.status, empty.html.includes("内容を入力してください")]).toEqual([422, true]);
    expect((await person.visitor.post(path, { ...other, note: "分院" })).path).toContain(
      "done=add",
    );
    const early = await registerFacility(center);
    const refused = await early.visitor.post(path, { ...other, note: "分院", seen: "0" });
    expect([refused.status, refused.html.includes("承認されてから")]).toEqual([422, true]);
  });
});
