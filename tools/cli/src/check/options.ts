/** What the command line says. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  type ConsentChoices,
  firstUseTerms,
  parseSetupInfo,
  type SetupInfo,
  setupInfoSchema,
  type StatedCoverage,
  statedCoverageSchema,
} from "@madoguchi/contract";
import { parseDate } from "@madoguchi/notation";
import { readCenter } from "../center-option.ts";
import { Refusal } from "../refusal.ts";
import { readSettings } from "../start/settings.ts";
import { defaultTerminalPath } from "./terminal-file.ts";

export type CheckOptions = {
  readonly varDir: string;
  readonly terminalPath: string;
  /** Origin of the center; `undefined` when it was not said. */
  readonly center: string | undefined;
  /** Where this machine's own center listens by default. */
  readonly localCenter: string;
  readonly action:
    | { readonly kind: "list-readers" }
    | { readonly kind: "register"; readonly setup: SetupInfo }
    | {
        readonly kind: "check";
        readonly reader: string | undefined;
        readonly card: string | undefined;
        readonly lastTry: boolean;
        readonly json: boolean;
        /** Where to write what was said to the card. */
        readonly record: string | undefined;
        /** ASCII, to be wiped; `undefined` when it is to be asked for. */
        readonly pin: Uint8Array | undefined;
        /** 保険証利用登録, agreed to. */
        readonly stated: StatedCoverage | null;
        readonly consents: ConsentChoices | undefined;
      };
};

const setupOptions = {
  facilityCode: "facility-code",
  userId: "user-id",
  password: "password",
  activationCode: "activation-code",
} as const satisfies Record<keyof SetupInfo, string>;

/** @throws Refusal, which repeats no value: one of them may be a PIN or a password */
export function readOptions(args: readonly string[]): CheckOptions {
  const values = parse(args);
  const { host, port, varDir } = readSettings([]);

  return {
    varDir,
    terminalPath: values.terminal ? resolve(values.terminal) : defaultTerminalPath(varDir),
    center: values.center === undefined ? undefined : readCenter(values.center),
    localCenter: `http://${host}:${port}`,
    action: readAction(values),
  };
}

type Values = ReturnType<typeof parse>;

function readAction(values: Values): CheckOptions["action"] {
  if (values["list-readers"]) return { kind: "list-readers" };
  const setup = readSetup(values);
  if (setup) return { kind: "register", setup };
  if (values.card !== undefined && values.reader !== undefined) {
    throw new Refusal("--card と --reader は、どちらか1つを指定してください。");
  }

  return {
    kind: "check",
    reader: values.reader,
    card: values.card,
    lastTry: values["last-try"],
    json: values.json,
    record: values.record === undefined ? undefined : resolve(values.record),
    pin: readPin(values.pin ?? process.env["MADOGUCHI_PIN"]),
    stated: values["first-use"] ? readStated(values) : null,
    consents: readConsents(values),
  };
}

/** The patient agrees in so many words, or nothing is signed. */
function readStated(values: Values): StatedCoverage {
  if (!values.agree) {
    throw new Refusal(
      [
        "利用登録には、患者さんの同意が要ります。次の内容に同意いただけるときは、--agree を付けて実行してください。",
        ...firstUseTerms.map((term) => `・${term}`),
      ].join("\n"),
    );
  }
  const birth = parseDate(values["birth-date"] ?? "");
  const stated = statedCoverageSchema.safeParse({
    insurerNumber: values["insurer-number"],
    symbol: values.symbol ?? "",
    number: values.number,
    branch: values.branch ?? "",
    birthDate: birth.ok ? birth.value.toString() : "",
    kana: values.kana ?? null,
  });
  if (!stated.success) {
    throw new Refusal(
      "利用登録には、--insurer-number、--number、--birth-date が要ります。--symbol、--branch、--kana は、書かれているときに付けます。",
    );
  }

  return stated.data;
}

const scopeNames = { limit: "limitCertificate", disease: "specificDiseases" } as const;

function readConsents({ consent, decline }: Values): ConsentChoices | undefined {
  if (consent === undefined && decline === undefined) return undefined;
  const choices = scopesOf(consent).map((scope) => [scope, "given"] as const);
  const refusals = scopesOf(decline).map((scope) => [scope, "declined"] as const);
  const all = [...choices, ...refusals];
  if (new Set(all.map(([scope]) => scope)).size < all.length) {
    throw new Refusal("--consent と --decline に、同じものを2回指定しています。");
  }

  return Object.fromEntries(all);
}

function scopesOf(list: string | undefined) {
  return (list ?? "")
    .split(",")
    .filter((name) => name !== "")
    .map((name) => {
      if (name !== "limit" && name !== "disease") {
        throw new Refusal(
          "--consent と --decline には、limit（限度額）と disease（特定疾病）を指定します。",
        );
      }

      return scopeNames[name];
    });
}

function readPin(text: string | undefined): Uint8Array | undefined {
  if (!text) return undefined;
  if (!/^\d{4}$/.test(text)) {
    throw new Refusal("暗証番号は4桁の数字です。カードには送っていません。");
  }

  return new TextEncoder().encode(text);
}

function readSetup(values: Values): SetupInfo | undefined {
  const single = Object.values(setupOptions).some((name) => values[name] !== undefined);
  if (values.register === undefined && !single) return undefined;
  const setup =
    values.register === undefined
      ? setupInfoSchema.safeParse({
          facilityCode: values["facility-code"],
          userId: values["user-id"],
          password: values.password,
          activationCode: values["activation-code"],
        }).data
      : parseSetupInfo(values.register);
  if (!setup) {
    throw new Refusal(
      "ユーザー設定情報を読み取れません。ポータルの「端末とアプリ」で表示される4つの値を、すべて指定してください。",
    );
  }

  return setup;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        reader: { type: "string" },
        card: { type: "string" },
        pin: { type: "string" },
        "last-try": { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        record: { type: "string" },
        center: { type: "string" },
        terminal: { type: "string" },
        "first-use": { type: "boolean", default: false },
        agree: { type: "boolean", default: false },
        "insurer-number": { type: "string" },
        symbol: { type: "string" },
        number: { type: "string" },
        branch: { type: "string" },
        "birth-date": { type: "string" },
        kana: { type: "string" },
        consent: { type: "string" },
        decline: { type: "string" },
        "list-readers": { type: "boolean", default: false },
        register: { type: "string" },
        "facility-code": { type: "string" },
        "user-id": { type: "string" },
        password: { type: "string" },
        "activation-code": { type: "string" },
      },
    }).values;
  } catch {
    throw new Refusal(
      "オプションを読み取れません。使い方は「npx madoguchi check --help」で読めます。",
    );
  }
}
