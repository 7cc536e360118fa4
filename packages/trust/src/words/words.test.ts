/** Every verdict has words, and every word that a reader of certificates may fail with is known to them. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { DAMAGE_DETAILS, damageOf } from "./damage.ts";
import { en } from "./en.ts";
import { ja } from "./ja.ts";
import type { Text, Texts } from "./texts.ts";
import { wordsOf } from "./words.ts";

const isText = (value: object): value is Text => "cause" in value;
const all = (texts: Texts): readonly Text[] =>
  Object.values(texts).flatMap((entry) => (isText(entry) ? [entry] : Object.values(entry)));

describe.each([
  ["ja", ja, 60],
  ["en", en, 120],
] as const)("%s", (_language, texts, longest) => {
  test("sentences are whole and short", () => {
    const sentences = all(texts).flatMap(({ cause, nextStep }) =>
      [cause, nextStep].flatMap((text) => text.match(/[^。.]+[。.]?/g) ?? []),
    );
    expect(sentences.length).toBeGreaterThan(40);
    expect(sentences.filter((sentence) => sentence.length > longest)).toEqual([]);
    expect(sentences.filter((sentence) => !/[。.]$/.test(sentence))).toEqual([]);
  });

  test("no two causes are told with the same words", () => {
    const causes = all(texts).map(({ cause }) => cause);
    expect(new Set(causes).size).toBe(causes.length);
  });
});

test("where revocation is unknown, it is said so first, and then what to do", () => {
  for (const detail of ["no-list", "stale", "ocsp-unknown", "ocsp-away"] as const) {
    const { cause, nextStep, owner } = wordsOf({ kind: "revocation-unknown", detail });
    expect(cause).toMatch(/^失効確認ができません。/);
    expect(nextStep).toContain("確認してください");
    expect(owner).toBe("center");
  }
});

test("no reader of certificates fails with a word that these do not know", () => {
  const folder = join(import.meta.dirname, "..");
  const elsewhere = /^(anchor|crl|ocsp)-|^certificate-issuer$/;
  const thrown = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/test/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(folder, name), "utf8").matchAll(/TrustError\(\s*"([a-z-]+)"/g),
    ])
    .map(([, word = ""]) => word)
    .filter((word) => !elsewhere.test(word));
  expect([...new Set(thrown)].filter((word) => !DAMAGE_DETAILS.includes(word))).toEqual([]);
  expect(DAMAGE_DETAILS.filter((word) => !thrown.includes(word))).toEqual([]);
  expect(["key-curve", "critical-extension", "der-time"].map(damageOf)).toEqual([
    "algorithm",
    "demand",
    "broken",
  ]);
});
