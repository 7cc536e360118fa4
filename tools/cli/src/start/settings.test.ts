import { PostgresError } from "@madoguchi/platform";
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(["--insured", "500"], {
  PORT: "3100",
  HOST: "",
  MADOGUCHI_PROCESSES: "3",
  MADOGUCHI_VAR: "/srv/m",
  MADOGUCHI_OCSP_URL: "http://ocsp.example.jp/",
  MADOGUCHI_OCSP_METHOD: "get",
  MADOGUCHI_OCSP_WHEN_AWAY: "nobody",
  MADOGUCHI_CONSENT_VALIDITY: "day",
  MADOGUCHI_FEED_BYTES: "5000",
  MADOGUCHI_SMTP_URL: "smtp://mail.example.jp:587",
  MADOGUCHI_MAIL_FROM: "窓口 <madoguchi@example.jp>",
  MADOGUCHI_BOUNCE_ADDRESS: "bounces@example.jp",
  MADOGUCHI_MAIL_STOP_AFTER: "5",
  MADOGUCHI_CLAMD: "unix:/run/clamav/clamd.ctl",
  MADOGUCHI_CLAMD_WHEN_AWAY: "pass",
  MADOGUCHI_INVITATION_DAYS: "3",
  MADOGUCHI_FACTOR_RESET_HOURS: "48",
  MADOGUCHI_OBJECTION_TO: "架空県知事",
  MADOGUCHI_OBJECTION_ADDRESS: "架空県庁",
  MADOGUCHI_CRL_URLS: " http://crl.example.jp/1.crl\n https://crl.example.jp/2.crl?a=1,2",
});

test("settings come from the environment and the arguments; an empty variable counts as absent", () => {
  expect(settings).toEqual({
    host: "localhost",
    port: 3100,
    processes: process.platform === "linux" ? 3 : 1,
    varDir: "/srv/m",
    downloads: "/srv/m/build",
    databaseUrl: undefined,
    ocspUrl: "http://ocsp.example.jp/",
    ocspMethod: "get",
    ocspWhenAway: "nobody",
    consentValidity: "day",
    crlUrls: ["http://crl.example.jp/1.crl", "https://crl.example.jp/2.crl?a=1,2"],
    insured: 500,
    smtpUrl: "smtp://mail.example.jp:587",
    mailFrom: "窓口 <madoguchi@example.jp>",
    bounceAddress: "bounces@example.jp",
    mailStopAfter: 5,
    clamdAddress: "unix:/run/clamav/clamd.ctl",
    clamdWhenAway: "pass",
    feedBytes: 5000,
    invitationDays: 3,
    factorResetHours: 48,
    objection: { to: "架空県知事", address: "架空県庁" },
  });
  expect(readSettings([], {})).toMatchObject({
    ocspUrl: undefined,
    ocspMethod: "post",
    ocspWhenAway: "current-list",
    consentValidity: "month",
    invitationDays: 7,
    factorResetHours: 24,
    crlUrls: [],
  });
});

test.each([
  [["--insured", "many"], {}, "--insured には"],
  [["--wide"], {}, "読み取れません"],
  [[], { PORT: "70000" }, "PORT には"],
  [[], { MADOGUCHI_OCSP_URL: "ocsp.example.jp" }, "MADOGUCHI_OCSP_URL には"],
  [[], { MADOGUCHI_OCSP_METHOD: "put" }, "MADOGUCHI_OCSP_METHOD には"],
  [[], { MADOGUCHI_OCSP_WHEN_AWAY: "everybody" }, "MADOGUCHI_OCSP_WHEN_AWAY には"],
  [[], { MADOGUCHI_CONSENT_VALIDITY: "year" }, "MADOGUCHI_CONSENT_VALIDITY には"],
  [[], { MADOGUCHI_FEED_BYTES: "2GB" }, "MADOGUCHI_FEED_BYTES には"],
  [[], { MADOGUCHI_SMTP_URL: "mail.example.jp" }, "MADOGUCHI_SMTP_URL には"],
  [[], { MADOGUCHI_BOUNCE_ADDRESS: "bounces" }, "MADOGUCHI_BOUNCE_ADDRESS には"],
  [[], { MADOGUCHI_MAIL_STOP_AFTER: "0" }, "MADOGUCHI_MAIL_STOP_AFTER には"],
  [[], { MADOGUCHI_CLAMD: "clamd" }, "MADOGUCHI_CLAMD には"],
  [[], { MADOGUCHI_CLAMD_WHEN_AWAY: "?" }, "MADOGUCHI_CLAMD_WHEN_AWAY には"],
  [[], { MADOGUCHI_INVITATION_DAYS: "0" }, "MADOGUCHI_INVITATION_DAYS には"],
  [[], { MADOGUCHI_FACTOR_RESET_HOURS: "-1" }, "MADOGUCHI_FACTOR_RESET_HOURS には"],
  [[], { MADOGUCHI_OBJECTION_TO: "架空県知事" }, "両方を指定"],
  [[], { MADOGUCHI_CRL_URLS: "http://a.example.jp/ file:///etc/x" }, "MADOGUCHI_CRL_URLS には"],
])("%j with %j is refused in a sentence", (args, environment, sentence) => {
  expect(() => readSettings(args, environment)).toThrow(sentence);
});

test.each([
  [
    Object.assign(new Error("listen"), { code: "EADDRINUSE" }),
    "ポート 3100 は、ほかのプログラムが",
  ],
  [new Error("migration", { cause: Object.assign(new Error(), { code: "53100" }) }), "ディスクが"],
  [Object.assign(new Error("write"), { code: "ENOSPC" }), "ディスクがいっぱい"],
  [new PostgresError("already-running", ""), "すでに動いている"],
  [new PostgresError("no-unprivileged-user", ""), "root 以外の利用者で"],
  [new PostgresError("unreachable", "ECONNREFUSED"), "つながりません"],
])("%s is explained", (error, sentence) => {
  expect(explain(error, settings)).toMatchObject({
    name: "Refusal",
    message: expect.stringContaining(sentence),
  });
});

test("a bug is not explained away", () => {
  const bug = new TypeError("x is undefined");
  expect(explain(bug, settings)).toBe(bug);
});
