import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readCatalogue } from "./catalogue.ts";

let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "madoguchi-library-"));
  await writeFile(
    join(directory, "glossary.md"),
    "# 用語集\n\n## 窓口\n\n人と会う\nところです。\n",
  );
});

afterEach(() => rm(directory, { recursive: true }));

const manual = `---
number: KB0000001
title: 使い方
kind: manual
topic: device
for: windows, treatment
code: B
version: 1.1
updated: 2026-11-22
history:
- 1.0 2026-10-01 はじめての版
- 1.1 2026-11-22 画面を直した
related: KB0000002
---
[[窓口]]で使います。
`;
const article = `---
number: KB0000002
title: 記事
kind: article
topic: start
updated: 2026-11-21
---
本文です。
`;

const put = (name: string, text: string) => writeFile(join(directory, name), text);

test("a file's particulars, its text and the glossary make an article", async () => {
  await put("KB0000001-tsukaikata.md", manual);
  await put("KB0000002-kiji.md", article);
  const { articles, byNumber, glossary } = await readCatalogue(directory);
  expect(articles.map(({ number }) => number)).toEqual(["KB0000001", "KB0000002"]);
  expect(glossary.get("窓口")).toBe("人と会うところです。");
  const read = byNumber.get("KB0000001");
  expect(read).toMatchObject({
    kind: "manual",
    topic: "device",
    systems: ["windows"],
    facilityKinds: ["treatment"],
    code: "B",
    version: "1.1",
    related: ["KB0000002"],
    words: "窓口で使います。",
  });
  expect(read?.history.map(({ version }) => version)).toEqual(["1.1", "1.0"]);
  expect(read?.html).toContain('popover="auto"');
  expect(read?.html).toContain("人と会うところです。");
});

test.each([
  ["no particulars", "本文です。", /KB0000002-kiji.md: the file does not begin/],
  ["an unknown topic", article.replace("topic: start", "topic: lost"), /start、apply/],
  ["an unknown particular", article.replace("kind:", "colour: red\nkind:"), /colour/],
  ["a date of no calendar", article.replace("-11-21", "-11-31"), /2026-11-22 の形の日付/],
  ["nobody's facility", article.replace("kind:", "for: everybody\nkind:"), /nobody is called/],
  ["a manual without version", article.replace("kind: article", "kind: manual"), /版が要る/],
  ["another number than its name", article.replace("0000002", "0000003"), /name is not KB0000003/],
  ["a relation to nothing", article.replace("kind:", "related: KB9999999\nkind:"), /KB9999999/],
  ["a word nobody explains", `${article}\n[[謎]]`, /KB0000002-kiji.md:10: 用語集に「謎」/],
])("a file with %s stops the start, and says so", async (_what, text, message) => {
  await put("KB0000002-kiji.md", text);
  await expect(readCatalogue(directory)).rejects.toThrow(message);
});

test("a number is given once", async () => {
  await put("KB0000002-kiji.md", article);
  await put("KB0000002-kiji-again.md", article);
  await expect(readCatalogue(directory)).rejects.toThrow(/same number/);
});
