import { gzipSync } from "node:zlib";
import { problemSlug, signMessage } from "@madoguchi/contract";
import type { CallResult } from "@madoguchi/contract";
import { encodeShiftJis, parseReceiptNumber } from "@madoguchi/notation";
import { enqueue, transaction } from "@madoguchi/platform";
import { openCounter } from "@madoguchi/test";
import type { Counter } from "@madoguchi/test";
import { sql } from "kysely";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  ask,
  asking,
  association,
  bytesOf,
  header,
  openSite,
  start,
  tableOf,
  town,
  untilFinished,
} from "./bulk.fixture.ts";
import type { Site } from "./bulk.fixture.ts";

let now = start;
const clock = { now: () => now };
let site: Site;
let counter: Counter;

beforeAll(async () => {
  site = await openSite(clock);
  ({ counter } = site);
});
afterEach(() => {
  now = start;
});
afterAll(() => site[Symbol.asyncDispose]());

const slugOf = (result: CallResult<unknown>): string =>
  !result.ok && result.kind === "problem" ? problemSlug(result.problem) : "answered";

async function answersTo(lines: readonly string[]) {
  const status = await untilFinished(counter, await ask(counter, bytesOf(lines)));
  const [titles = "", ...rows] = await tableOf(counter, status.resultUrl);
  const names = titles.split(",");

  return {
    status,
    rows: rows.map((row) =>
      Object.fromEntries(row.split(",").map((value, index) => [names[index] ?? "", value])),
    ),
  };
}

test("each line is answered in its place, with the least that says whether the coverage holds", async () => {
  const { status, rows } = await answersTo([
    header,
    asking("901"),
    asking("902"),
    asking("903"),
    asking("999"),
    asking("904", ""),
    asking("905"),
    asking("904", "02"),
  ]);
  expect(status).toMatchObject({
    state: "done",
    asOf: "2026-11-22",
    keptUntil: "2026-12-06",
    errorsUrl: null,
    counts: { "1": 2, "2": 1, "3": 1, "4": 1, "5": 1, suspended: 1 },
  });
  expect(rows.map((row) => row["資格有効性"])).toEqual(["1", "2", "3", "4", "5", "", "1"]);
  expect(rows[0]).toMatchObject({
    行: "2",
    保険者番号: association,
    番号: "901",
    生年月日: "昭和55年2月17日",
    資格有効性の内容: "有効",
    保険者名称: "全国健康保険協会 東京支部",
    氏名カナ: "ヤマダ　ハナコ",
    "本人・家族の別": "本人",
    資格取得年月日: "2021-04-01",
    説明: "",
  });
  expect(rows[6]).toMatchObject({ 氏名カナ: "ヤマダ　ハナエ", "本人・家族の別": "家族" });
  expect(rows[1]?.["説明"]).toContain("令和8年9月1日（火）に喪失しています");
  expect(rows[4]?.["説明"]).toContain("2人登録されています");
  expect(rows[4]?.["次にすること"]).toContain("枝番");
  expect(rows[5]?.["説明"]).toContain("保険者が確認中です");
});

test("nobody's name in kanji, address, reason of loss or other insurer is told", async () => {
  const status = await untilFinished(
    counter,
    await ask(
      counter,
      bytesOf([header, ...["901", "902", "903", "904", "905"].map((number) => asking(number, ""))]),
    ),
  );
  const text = (await tableOf(counter, status.resultUrl)).join("\n");
  for (const kept of ["山田", "見本町", "死亡", "亡くなられた", "窓口市", town, "4821"]) {
    expect(text).not.toContain(kept);
  }
});

test("a line that is wrong says by which rule and how to mend it, and stops no other", async () => {
  const { status, rows } = await answersTo([
    `受診者番号,${header}`,
    `=1+1,${asking("901")}`,
    `A-2,01130013,12345678,901,00,1980-02-17`,
    `A-3,${association},12,,00,1980-02-30`,
    `A-4,${association},12345678,901`,
    // A spreadsheet has dropped the zeros.
    `A-5,1130012,12345678,901,0,1980/2/17`,
    `A-6,${association},12345678,901,00,2030-01-01`,
  ]);
  expect(status.counts).toEqual({ "1": 2, errors: 4 });
  expect(rows.map((row) => row["エラーの規則"])).toEqual([
    "",
    "insurer-check-digit",
    "number-empty／date-not-in-calendar",
    "column-count",
    "",
    "in-the-future",
  ]);
  expect(rows[0]).toMatchObject({ 受診者番号: "'=1+1", 資格有効性: "1" });
  expect(rows[2]?.["エラーの内容"]).toContain("D列「番号」：");
  expect(rows[2]?.["直し方"]).not.toBe("");
  const errors = await tableOf(counter, status.errorsUrl);
  expect(errors.map((line) => line.split(",").slice(0, 4).join(","))).toEqual([
    "行,列,列名,規則",
    "3,B,保険者番号,insurer-check-digit",
    "4,D,番号,number-empty",
    "4,F,生年月日,date-not-in-calendar",
    "5,,,column-count",
    "7,F,生年月日,in-the-future",
  ]);
});

test("Shift_JIS comes back as Shift_JIS, and gzip is read", async () => {
  const file = encodeShiftJis([header, asking("901")].join("\n"));
  const status = await untilFinished(
    counter,
    await ask(counter, Uint8Array.from(gzipSync(file)), "application/gzip"),
  );
  const [titles = "", row = ""] = await tableOf(counter, status.resultUrl, "shift_jis");
  expect(titles).toMatch(/^行,保険者番号,記号,番号,枝番,生年月日,資格有効性,/);
  expect(row).toContain("ヤマダ　ハナコ");
});

test("a file with columns that were not asked for is refused as a whole, without a result", async () => {
  const receipt = await ask(counter, bytesOf([`${header},氏名`, `${asking("901")},山田花子`]));
  const status = await untilFinished(counter, receipt);
  expect(status).toMatchObject({ state: "refused", resultUrl: null });
  expect((await tableOf(counter, status.errorsUrl)).at(-1)).toMatch(/^1,F,氏名,column-unknown,/);
  expect(
    slugOf(await counter.bulk.file(counter.identity, `/api/v1/bulk-inquiries/${receipt}/result`)),
  ).toBe("bulk-no-file");
  const empty = await untilFinished(counter, await ask(counter, bytesOf([header])));
  expect((await tableOf(counter, empty.errorsUrl)).at(-1)).toMatch(/^,,,no-lines,/);
});

test("only health-check sites ask, and a receipt number opens nothing elsewhere", async () => {
  const clinic = await openCounter(site.center, clock);
  const other = await openCounter(site.center, clock, "checkup");
  const request = {
    purpose: "other-checkup",
    mediaType: "text/csv",
    file: bytesOf([header]),
  } as const;
  expect(slugOf(await clinic.bulk.inquire(clinic.identity, request))).toBe("bulk-not-allowed");
  expect(
    slugOf(await other.bulk.inquire(other.identity, { ...request, file: new Uint8Array() })),
  ).toBe("bulk-file-empty");

  const receipt = await ask(counter, bytesOf([header, asking("901")]));
  expect(parseReceiptNumber(receipt)).toEqual({ ok: true, value: receipt });
  expect(slugOf(await other.bulk.status(other.identity, receipt))).toBe("bulk-unknown");
  expect(
    slugOf(await counter.bulk.status(counter.identity, receipt.replaceAll("-", "").toLowerCase())),
  ).toBe("answered");
});

test("bytes that the terminal did not sign are not kept", async () => {
  const { identity } = counter;
  const path = "/api/v1/bulk-inquiries";
  const signed = await signMessage(
    identity.privateKey,
    identity.terminalId,
    { method: "POST", path, body: bytesOf([header, asking("901")]) },
    Math.floor(now.epochMilliseconds / 1000),
  );
  const before = await readdir(join(site.center.filesDirectory, "named/bulk"));
  const response = await fetch(site.center.url + path, {
    method: "POST",
    headers: {
      ...signed,
      "content-type": "text/csv",
      "inquiry-purpose": "specific-checkup",
      "inquiry-basis": "stated",
    },
    body: bytesOf([header, asking("902")]),
  });
  expect([response.status, await response.json()]).toMatchObject([
    401,
    { type: "/problems/signature-invalid" },
  ]);
  expect(await readdir(join(site.center.filesDirectory, "named/bulk"))).toEqual(before);
});

test("the record holds who and how many, and nobody's data; files go after their days", async () => {
  const receipt = await ask(counter, bytesOf([header, asking("901"), asking("999")]));
  const status = await untilFinished(counter, receipt);
  await tableOf(counter, status.resultUrl);
  const { rows } = await sql<{ action: string; actor: string; detail: unknown }>`
    select action, actor_kind as actor, detail from audit_event
    where subject_id = (select id::text from bulk_inquiry where receipt_number = ${receipt})
    order by at, id`.execute(site.db);
  expect(rows).toEqual([
    {
      action: "bulk-inquiry.accepted",
      actor: "terminal",
      detail: { purpose: "specific-checkup", bytes: expect.any(Number) },
    },
    { action: "bulk-inquiry.done", actor: "system", detail: { lines: 2, "1": 1, "4": 1 } },
    { action: "bulk-inquiry.result-fetched", actor: "terminal", detail: {} },
  ]);

  now = start.add({ hours: 24 * 15 });
  await transaction(site.db, (tx) => enqueue(tx, "forget", {}));
  await expect
    .poll(
      async () => {
        const later = await counter.bulk.status(counter.identity, receipt);

        return later.ok && later.value;
      },
      { timeout: 30_000 },
    )
    .toMatchObject({ state: "deleted", resultUrl: null, counts: { "1": 1 } });
  expect(slugOf(await counter.bulk.file(counter.identity, status.resultUrl ?? ""))).toBe(
    "bulk-no-file",
  );
  expect(await readdir(join(site.center.filesDirectory, "named/bulk"))).toEqual([]);
});
