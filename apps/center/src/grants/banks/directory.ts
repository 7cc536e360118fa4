/** 金融機関と支店, found by name, reading or number in the list that `zengin-code` publishes of them (049). */
import { createRequire } from "node:module";
import { nameKey } from "@madoguchi/notation";
import type { BankAccount } from "../rules/application.ts";

export type Listed = { readonly code: string; readonly name: string; readonly kana: string };

type BankPlace = Pick<BankAccount, "bankName" | "bankCode" | "branchName" | "branchCode">;

export type Found = {
  /** The best ones first. */
  readonly matches: readonly Listed[];
  /** Also of those that are not among the matches. */
  readonly count: number;
};

export const MOST_MATCHES = 12;

type Bank = Listed & { readonly branches: Readonly<Record<string, Listed>> };

/** Five megabytes: read when somebody first asks. Pinned, so its form is known. */
let list: Readonly<Record<string, Bank>> | null = null;

function allBanks(): Readonly<Record<string, Bank>> {
  const read = (): Readonly<Record<string, Bank>> => createRequire(import.meta.url)("zengin-code");
  list ??= read();

  return list;
}

const bankOf = (code: string): Bank | undefined =>
  code !== "" && Object.hasOwn(allBanks(), code) ? allBanks()[code] : undefined;

type Entry = Listed & { readonly keys: readonly string[] };

/** Of all banks under "", of a bank's branches under its code; made when somebody first searches there. */
const entries = new Map<string, readonly Entry[]>();

function entriesOf(bankCode: string): readonly Entry[] {
  const places = bankCode === "" ? allBanks() : (bankOf(bankCode)?.branches ?? {});
  const known = entries.get(bankCode) ?? Object.values(places).map(entryOf);
  if (bankOf(bankCode) || bankCode === "") entries.set(bankCode, known);

  return known;
}

function entryOf({ code, name, kana }: Listed): Entry {
  return { code, name, kana, keys: [searchKey(name), searchKey(kana)] };
}

export function findBank(code: string): Listed | undefined {
  return bankOf(code);
}

export function findBranch(bankCode: string, code: string): Listed | undefined {
  const branches = bankOf(bankCode)?.branches ?? {};

  return Object.hasOwn(branches, code) ? branches[code] : undefined;
}

export function searchBanks(text: string): Found {
  return search(entriesOf(""), text, bankEndings);
}

export function searchBranches(bankCode: string, text: string): Found {
  return search(bankCode === "" ? [] : entriesOf(bankCode), text, branchEndings);
}

/** The one that the text names in full, by name, reading or number. */
export function exactly({ matches }: Found, text: string): Listed | null {
  const keys = wordings(text, [...bankEndings, ...branchEndings]);
  const equal = matches.filter(
    ({ code, name, kana }) =>
      keys.includes(code) || keys.includes(searchKey(name)) || keys.includes(searchKey(kana)),
  );

  return equal.length === 1 ? (equal[0] ?? null) : null;
}

/** Whether two ways of writing mean one bank or branch, as 「みずほ」 and 「みずほ銀行」 do. */
export function isSamePlace(left: string, right: string): boolean {
  const endings = [...bankEndings, ...branchEndings];
  const keys = wordings(right, endings);

  return wordings(left, endings).some((key) => keys.includes(key));
}

/** How far the list knows an account's bank and branch, for whoever reviews it. */
export function listedAs({ bankName, bankCode, branchName, branchCode }: BankPlace) {
  const [bank, branch] = [findBank(bankCode), findBranch(bankCode, branchCode)];
  const written = `${bankName}（${bankCode}）${branchName}（${branchCode}）`;
  if (!bank || !branch) return { listed: "unlisted", place: written } as const;
  if (isSamePlace(bank.name, bankName) && isSamePlace(branch.name, branchName)) {
    return { listed: "listed", place: written } as const;
  }
  const place = `${written}　一覧では、${bank.name}の${branch.name}です。`;

  return { listed: "otherwise", place } as const;
}

function search(entries: readonly Entry[], text: string, endings: Endings): Found {
  const keys = wordings(text, endings).filter((key) => key !== "");
  const ranked = entries.flatMap((entry) => {
    const rank = Math.min(...keys.map((key) => rankOf(entry, key)));

    return rank < Infinity ? [{ entry, rank }] : [];
  });
  ranked.sort((a, b) => a.rank - b.rank || a.entry.code.localeCompare(b.entry.code));

  return {
    matches: ranked
      .slice(0, MOST_MATCHES)
      .map(({ entry: { code, name, kana } }) => ({ code, name, kana })),
    count: ranked.length,
  };
}

function rankOf({ code, keys }: Entry, key: string): number {
  if (code === key || keys.includes(key)) return 0;
  if (keys.some((each) => each.startsWith(key))) return 1;
  // One character is in too many names.
  if (key.length > 1 && keys.some((each) => each.includes(key))) return 2;

  return code.startsWith(key) ? 3 : Infinity;
}

type Endings = readonly (readonly [RegExp, string])[];

/** What the list leaves off or shortens. */
const bankEndings: Endings = [
  [/(?:銀行|ギンコウ)$/, ""],
  [/信用金庫$/, "信金"],
  [/シンヨウキンコ$/, "シンキン"],
  [/信用組合$/, "信組"],
  [/シンヨウクミアイ$/, "シンクミ"],
  [/労働金庫$/, "労金"],
  [/ロウドウキンコ$/, "ロウキン"],
  [/農業協同組合$/, "農協"],
  [/ノウギヨウキヨウドウクミアイ$/, "ノウキヨウ"],
];
const branchEndings: Endings = [
  [/(?:支店|シテン)$/, ""],
  [/(?:出張所|シユツチヨウジヨ)$/, ""],
];

/** The text as it stands, and as the list would write it. */
function wordings(text: string, endings: Endings): readonly string[] {
  const key = searchKey(text);

  return [key, ...endings.map(([ending, short]) => key.replace(ending, short))];
}

/** 霞が関, 霞ヶ関 and 霞ケ関 are one. */
function searchKey(text: string): string {
  return nameKey(text).replaceAll(/(?<=\p{Script=Han})[ガケ](?=\p{Script=Han})/gu, "ケ");
}
