/** What the command line says. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseSetupInfo, type SetupInfo, setupInfoSchema } from "@madoguchi/contract";
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
  };
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
