/** What the command line of `cert verify` says. */
import { parseArgs } from "node:util";
import type { Language } from "@madoguchi/trust";
import { Temporal } from "temporal-polyfill";
import { Refusal } from "../refusal.ts";

export type Purpose = "jpki-auth" | "general";

export type VerifyOptions = {
  readonly certificate: string;
  readonly roots: readonly string[];
  readonly intermediates: readonly string[];
  readonly crls: readonly string[];
  /** A file, or the address of a responder. */
  readonly ocsp: string | undefined;
  readonly at: Temporal.Instant;
  readonly policies: readonly string[];
  readonly purpose: Purpose;
  readonly language: Language;
};

const help = "使い方は「npx madoguchi cert --help」で読めます。";

/** @throws Refusal */
export function readOptions(args: readonly string[]): VerifyOptions {
  const { values, positionals } = parse(args);
  const [certificate, ...more] = positionals;
  if (certificate === undefined || more.length > 0) {
    throw new Refusal(`確かめる証明書のファイルを、1つ指定してください。${help}`);
  }
  if (values.root.length === 0) {
    throw new Refusal(`信頼する認証局の証明書を --root で指定してください。${help}`);
  }
  return {
    certificate,
    roots: values.root,
    intermediates: values.intermediate,
    crls: values.crl,
    ocsp: values.ocsp,
    at: readTime(values.at),
    policies: values.policy.map(readPolicy),
    purpose: oneOf(values.purpose, ["jpki-auth", "general"], "--purpose"),
    language: oneOf(values.lang, ["ja", "en"], "--lang"),
  };
}

function parse(args: readonly string[]) {
  const many = { type: "string", multiple: true, default: [] as string[] } as const;
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        root: many,
        intermediate: many,
        crl: many,
        ocsp: { type: "string" },
        at: { type: "string" },
        policy: many,
        purpose: { type: "string", default: "jpki-auth" },
        lang: { type: "string", default: "ja" },
      },
    });
  } catch {
    throw new Refusal(`「${args.join(" ")}」は読み取れません。${help}`);
  }
}

/** An instant, a local time in Tokyo, or the start of a day there. */
function readTime(text: string | undefined): Temporal.Instant {
  if (text === undefined) return Temporal.Now.instant();
  try {
    return /(Z|[+-]\d{2}:\d{2})$/.test(text)
      ? Temporal.Instant.from(text)
      : Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Tokyo").toInstant();
  } catch {
    throw new Refusal(
      "--at には、2026-11-22、2026-11-22T09:04、2026-11-22T00:04:00Z のように指定してください。",
    );
  }
}

function readPolicy(text: string): string {
  if (/^[0-2](\.\d+)+$/.test(text)) return text;
  throw new Refusal("--policy には、1.2.392.200149.8.5.1.3.30 のように OID を指定してください。");
}

function oneOf<T extends string>(text: string, choices: readonly T[], option: string): T {
  const choice = choices.find((each) => each === text);
  if (choice !== undefined) return choice;
  throw new Refusal(`${option} に指定できるのは ${choices.join("、")} です。`);
}
