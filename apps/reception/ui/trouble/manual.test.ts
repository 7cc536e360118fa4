import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { troubleChapters } from "./manual.fixture.ts";

const manual = join(import.meta.dirname, "../../../center/library/KB0010164-troubleshooting.md");

/** What is written by hand stands before the chapters of the screens, and after them. */
const BEFORE = /^[^]*?(?=^## カードリーダーの画面$)/m;
const AFTER = /^## 機器を調べる$[^]*/m;

/** `WRITE_MANUALS=1` writes the chapters anew. */
test("the manual of troubles tells every screen in the words of the screens", () => {
  const text = readFileSync(manual, "utf8");
  const [before] = BEFORE.exec(text) ?? [];
  const [after] = AFTER.exec(text) ?? [];
  const right = `${before}${troubleChapters()}\n${after}`;
  if (process.env["WRITE_MANUALS"]) writeFileSync(manual, right);
  expect(readFileSync(manual, "utf8")).toBe(right);
});
