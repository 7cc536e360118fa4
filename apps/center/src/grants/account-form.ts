/**
 * The form of the account: bank and branch chosen from the list, or written where the list lacks them.
 * A draft keeps the typed text, so these readers run again wherever its meaning is needed.
 */
import { foldCode, toFullWidthKana } from "@madoguchi/notation";
import { choiceField, readForm, textField } from "@madoguchi/platform";
import type { FieldErrors, FormResult, FormValues } from "@madoguchi/platform";
import { z } from "zod";
import {
  exactly,
  findBank,
  findBranch,
  MOST_MATCHES,
  searchBanks,
  searchBranches,
} from "./banks/directory.ts";
import type { Found, Listed } from "./banks/directory.ts";
import { bearable } from "./forms.ts";
import type { BankAccount } from "./rules/application.ts";
import { hasKanaOrLetter, toKatakana, unbankable } from "./rules/holder.ts";

function digits(label: string, length: number) {
  return z
    .string({ error: `${label}を入力してください。` })
    .transform(foldCode)
    .refine((text) => text !== "", `${label}を入力してください。`)
    .refine(
      (text) => text === "" || (/^\d+$/.test(text) && text.length === length),
      `${label}は${length}桁の数字で入力してください。先頭の0も入力します。`,
    );
}

const accountSchema = z.object({
  bankName: textField("金融機関名", 60),
  bankCode: digits("金融機関コード", 4),
  branchName: textField("支店名", 60),
  branchCode: digits("支店コード", 3),
  depositKind: choiceField("口座の種別", ["ordinary", "current"]),
  accountNumber: digits("口座番号", 7),
  accountHolder: textField("口座名義（カナ）", 60)
    // Bank books print corporate forms in brackets and personal names in half-width kana.
    .transform((text) =>
      toKatakana(toFullWidthKana(text)).replaceAll("(", "（").replaceAll(")", "）"),
    )
    .superRefine((text, context) => {
      const wrong = unbankable(text);
      if (wrong.length > 0) {
        context.addIssue({
          code: "custom",
          message: `口座名義の「${wrong.join("」「")}」は、銀行の振込で使えない文字です。通帳の見開きにあるとおり、カタカナで入力してください。`,
        });
      } else if (text !== "" && !hasKanaOrLetter(text)) {
        context.addIssue({
          code: "custom",
          message: "口座名義は、通帳の見開きにあるとおりカタカナで入力してください。",
        });
      }
    }),
}) satisfies z.ZodType<BankAccount>;

const searchNames = [
  "bankSearch",
  "bankAsked",
  "bank",
  "branchSearch",
  "branchAsked",
  "branch",
] as const;
const names: readonly string[] = [...searchNames, ...Object.keys(accountSchema.shape)];

/** Only the fields of this form. What a search names in full counts as chosen; what was chosen for other words does not. */
export function accountFields(posted: FormValues): FormValues {
  const values = Object.fromEntries(
    names.flatMap((name) => {
      const text = posted[name];

      return text === undefined ? [] : [[name, bearable(text)]];
    }),
  );
  if (values["bankSearch"] === undefined) return values;
  const bank = chosen(values, "bank", (text) => exactly(searchBanks(text), text)?.code);
  const branch = chosen(values, "branch", (text) => {
    const found = exactly(searchBranches(bank, text), text);

    return found ? branchChoice(bank, found) : undefined;
  });

  return {
    ...values,
    bank,
    branch: branch.startsWith(`${bank}-`) ? branch : "",
    bankAsked: values["bankSearch"],
    branchAsked: values["branchSearch"] ?? "",
  };
}

function chosen(
  values: FormValues,
  name: "bank" | "branch",
  named: (text: string) => string | undefined,
): string {
  const text = values[`${name}Search`] ?? "";
  const isForThese = text === (values[`${name}Asked`] ?? "");

  return (isForThese && values[name]) || (named(text) ?? "");
}

const branchChoice = (bankCode: string, { code }: Listed) => `${bankCode}-${code}`;

const chosenBank = (values: FormValues) => findBank(values["bank"] ?? "");

function chosenBranch(values: FormValues): Listed | undefined {
  const [bankCode = "", code = ""] = (values["branch"] ?? "").split("-");

  return findBranch(bankCode, code);
}

export function readAccount(values: FormValues): FormResult<BankAccount> {
  const [bank, branch] = [chosenBank(values), chosenBranch(values)];
  const form = readForm(accountSchema, {
    ...values,
    ...(bank && { bankName: bank.name, bankCode: bank.code }),
    ...(branch && { branchName: branch.name, branchCode: branch.code }),
  });
  if (form.ok) return { ...form, values };
  const { bankName, bankCode, branchName, branchCode, ...rest } = form.errors;
  const written = (...fields: readonly string[]) =>
    fields.some((field) => (values[field] ?? "").trim() !== "");
  const unnamed = (
    name: "bank" | "branch",
    word: string,
    errors: Readonly<Record<string, string | undefined>>,
  ): FieldErrors => {
    const wrong = Object.entries(errors).flatMap(([field, message]) =>
      message === undefined ? [] : [[field, message] as const],
    );
    if (wrong.length === 0 || written(`${name}Name`, `${name}Code`))
      return Object.fromEntries(wrong);

    return {
      [`${name}Search`]: written(`${name}Search`)
        ? `${word}を1つ選んでください。見つからないときは、名前の別の部分で探してください。`
        : `${word}を、名前かコードで探して選んでください。`,
    };
  };

  return {
    ok: false,
    values,
    errors: {
      ...unnamed("bank", "金融機関", { bankName, bankCode }),
      ...unnamed("branch", "支店", { branchName, branchCode }),
      ...rest,
    },
  };
}

/** The form that an account would have come from: of an account that is to be mended. */
export function formOfAccount(account: BankAccount): FormValues {
  const { bankName, bankCode, branchName, branchCode, ...rest } = account;
  const bank = findBank(bankCode);
  const branch = findBranch(bankCode, branchCode);
  if (!bank || !branch || bank.name !== bankName || branch.name !== branchName) {
    return { ...account };
  }

  return {
    ...rest,
    bankSearch: bank.name,
    bank: bank.code,
    branchSearch: branch.name,
    branch: branchChoice(bankCode, branch),
    bankAsked: bank.name,
    branchAsked: branch.name,
  };
}

export type Choices = {
  readonly note: string;
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly help: string;
  }[];
};

export function bankChoices(text: string, current = ""): Choices {
  return choicesOf(text, searchBanks(text), findBank(current), ({ code }) => code, "金融機関");
}

export function branchChoices(bankCode: string, text: string, current = ""): Choices {
  const bank = findBank(bankCode);
  if (!bank) return { note: text === "" ? "" : "先に、金融機関を選んでください。", options: [] };
  const value = (branch: Listed) => branchChoice(bankCode, branch);

  return choicesOf(
    text,
    searchBranches(bankCode, text),
    chosenBranch({ branch: current }),
    value,
    `${bank.name}の支店`,
  );
}

function choicesOf(
  text: string,
  { matches, count }: Found,
  current: Listed | undefined,
  value: (place: Listed) => string,
  word: string,
): Choices {
  const isAmong = matches.some(({ code }) => code === current?.code);
  const shown = current && !isAmong ? [current, ...matches] : matches;

  return {
    note:
      shown.length === 0
        ? text.trim() === ""
          ? ""
          : `${word}が見つかりません。名前の別の部分か、コードで探してください。`
        : count > MOST_MATCHES
          ? `${word}が${count}件あります。はじめの${MOST_MATCHES}件です。続きを入力すると絞れます。`
          : `${word}は${shown.length}件です。`,
    options: shown.map((place) => ({
      value: value(place),
      label: `${place.name}（${place.code}）`,
      help: place.kana,
    })),
  };
}
