import { expect, test } from "vitest";
import { Refusal } from "../refusal.ts";
import { explain } from "./explain.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(["--insured", "0"], { MADOGUCHI_VAR: "/media/madoguchi" });
const failure = (fields: object) => Object.assign(new Error("failed"), fields);

test.each([
  ["a port that is taken", { code: "EADDRINUSE" }, "PORT=3001"],
  ["a folder of somebody else's", { code: "EACCES" }, "権限がありません"],
  ["a read-only disk", { code: "EROFS" }, "書き込めません"],
  [
    "a read-only disk, as Node's mkdir tells it",
    { code: "ENOENT", syscall: "mkdir" },
    "書き込めません",
  ],
  ["a full disk, found by the database", { cause: failure({ code: "53100" }) }, "いっぱい"],
  ["a role that may not create", { cause: failure({ code: "42501" }) }, "CREATE の権限"],
  ["a server without the extension", { cause: failure({ code: "0A000" }) }, "btree_gist"],
])("%s gets one sentence", (_what, fields, words) => {
  const explained = explain(failure(fields), settings);
  expect(explained).toBeInstanceOf(Refusal);
  expect(String(explained)).toContain(words);
});

test.each([{ code: "ENOENT", syscall: "open" }, {}])(
  "any other error stays what it is",
  (fields) => {
    const error = failure(fields);
    expect(explain(error, settings)).toBe(error);
  },
);
