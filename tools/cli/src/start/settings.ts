import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { canSharePort, isScannerAddress } from "@madoguchi/platform";
import { z } from "zod";
import { Refusal } from "../refusal.ts";
import { repositoryRoot } from "../root.ts";

export type Settings = {
  readonly host: string;
  readonly port: number;
  /** How many processes share the port. */
  readonly processes: number;
  /** Where the database, files and keys of this installation live; absolute. */
  readonly varDir: string;
  /** Where the builds of the reception app lie that the portal offers; absolute. */
  readonly downloads: string;
  /** An outside PostgreSQL; `undefined` means our own. */
  readonly databaseUrl: string | undefined;
  /** Seals secrets in the database; `undefined` means one of our own, kept in `varDir`. */
  readonly secretKey: string | undefined;
  /** The OCSP responder to ask about cards; `undefined` means revocation lists alone. */
  readonly ocspUrl: string | undefined;
  readonly ocspMethod: "post" | "get";
  /** Whom to believe when the responder gives no answer. */
  readonly ocspWhenAway: "current-list" | "nobody";
  /** How long a consent for 限度額 and 特定疾病 lasts: to the end of the day, or of the month. */
  readonly consentValidity: "day" | "month";
  /** How long an invitation to a facility may be accepted. */
  readonly invitationDays: number;
  /** How long a person may stop that their second factors are taken away. */
  readonly factorResetHours: number;
  /** To whom, and where, an objection to a refusal is sent; `undefined` means the center's own words. */
  readonly objection: { readonly to: string; readonly address: string } | undefined;
  /** Where the revocation lists are published. */
  readonly crlUrls: readonly string[];
  /** Undefined: the demo's own mail server, which sends nothing out. */
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string | undefined;
  readonly bounceAddress: string | undefined;
  readonly mailStopAfter: number;
  /** ClamAV; undefined where files are not searched for viruses. */
  readonly clamdAddress: string | undefined;
  readonly clamdWhenAway: "hold" | "pass";
  /** The largest file that an insurer may send, in bytes as sent. */
  readonly feedBytes: number;
  /** How many synthetic insured people a first start makes. */
  readonly insured: number;
};

/** One a core; each wants some 200 MB. */
function usualProcesses(): number {
  return Math.min(4, availableParallelism());
}

const httpAddress = z.url({ protocol: /^https?$/ });

const environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: z.string().default("localhost"),
  MADOGUCHI_PROCESSES: z.coerce.number().int().min(1).max(64).optional(),
  DATABASE_URL: z.string().optional(),
  MADOGUCHI_VAR: z.string().default("var"),
  MADOGUCHI_DOWNLOADS: z.string().optional(),
  MADOGUCHI_SECRET_KEY: z
    .string()
    .regex(/^[\w-]{43}$/)
    .optional(),
  MADOGUCHI_OCSP_URL: httpAddress.optional(),
  MADOGUCHI_OCSP_METHOD: z.enum(["post", "get"]).default("post"),
  MADOGUCHI_OCSP_WHEN_AWAY: z.enum(["current-list", "nobody"]).default("current-list"),
  MADOGUCHI_CONSENT_VALIDITY: z.enum(["day", "month"]).default("month"),
  MADOGUCHI_INVITATION_DAYS: z.coerce.number().int().min(1).max(60).default(7),
  MADOGUCHI_FACTOR_RESET_HOURS: z.coerce.number().int().min(0).max(168).default(24),
  MADOGUCHI_OBJECTION_TO: z.string().optional(),
  MADOGUCHI_OBJECTION_ADDRESS: z.string().optional(),
  MADOGUCHI_CRL_URLS: z
    .string()
    .default("")
    .transform((text) => text.split(/\s+/).filter((address) => address !== ""))
    .pipe(z.array(httpAddress)),
  MADOGUCHI_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  MADOGUCHI_MAIL_FROM: z.string().optional(),
  MADOGUCHI_BOUNCE_ADDRESS: z.email().optional(),
  MADOGUCHI_MAIL_STOP_AFTER: z.coerce.number().int().min(1).max(20).default(3),
  MADOGUCHI_CLAMD: z.string().refine(isScannerAddress).optional(),
  MADOGUCHI_CLAMD_WHEN_AWAY: z.enum(["hold", "pass"]).default("hold"),
  MADOGUCHI_FEED_BYTES: z.coerce
    .number()
    .int()
    .min(1)
    .default(2 * 1024 ** 3),
});

const insured = z.coerce.number().int().min(0).max(130_000_000).default(10_000);

const wording: Readonly<Record<string, string>> = {
  PORT: "PORT には 0 から 65535 までの整数を指定してください。",
  MADOGUCHI_PROCESSES: "MADOGUCHI_PROCESSES には 1 から 64 までの整数を指定してください。",
  MADOGUCHI_SECRET_KEY:
    "MADOGUCHI_SECRET_KEY には、32バイトの乱数を base64url で書いた43文字を指定してください。",
  MADOGUCHI_OCSP_URL:
    "MADOGUCHI_OCSP_URL には http:// か https:// で始まる住所を指定してください。",
  MADOGUCHI_OCSP_METHOD: "MADOGUCHI_OCSP_METHOD には post か get を指定してください。",
  MADOGUCHI_OCSP_WHEN_AWAY:
    "MADOGUCHI_OCSP_WHEN_AWAY には current-list か nobody を指定してください。",
  MADOGUCHI_CONSENT_VALIDITY: "MADOGUCHI_CONSENT_VALIDITY には day か month を指定してください。",
  MADOGUCHI_INVITATION_DAYS:
    "MADOGUCHI_INVITATION_DAYS には 1 から 60 までの整数（日数）を指定してください。",
  MADOGUCHI_FACTOR_RESET_HOURS:
    "MADOGUCHI_FACTOR_RESET_HOURS には 0 から 168 までの整数（時間）を指定してください。",
  MADOGUCHI_CRL_URLS:
    "MADOGUCHI_CRL_URLS には http:// か https:// で始まる住所を、空白で区切って指定してください。",
  MADOGUCHI_SMTP_URL:
    "MADOGUCHI_SMTP_URL には smtp:// か smtps:// で始まる住所を指定してください。",
  MADOGUCHI_BOUNCE_ADDRESS:
    "MADOGUCHI_BOUNCE_ADDRESS には、届かなかったメールを受け取るアドレスを指定してください。",
  MADOGUCHI_MAIL_STOP_AFTER:
    "MADOGUCHI_MAIL_STOP_AFTER には 1 から 20 までの整数（通数）を指定してください。",
  MADOGUCHI_CLAMD: "MADOGUCHI_CLAMD には unix:/… か tcp://ホスト:ポート の形で指定してください。",
  MADOGUCHI_CLAMD_WHEN_AWAY: "MADOGUCHI_CLAMD_WHEN_AWAY には hold か pass を指定してください。",
  MADOGUCHI_FEED_BYTES: "MADOGUCHI_FEED_BYTES には 1 以上の整数（バイト数）を指定してください。",
  insured: "--insured には 0 以上の整数を指定してください。",
};

/** @param environmentVariables an empty value counts as absent. @throws Refusal */
export function readSettings(
  args: readonly string[],
  environmentVariables: NodeJS.ProcessEnv = process.env,
): Settings {
  const given = Object.fromEntries(
    Object.entries(environmentVariables).filter(([, value]) => value),
  );
  const parsed = z
    .object({ environment, insured })
    .safeParse({ environment: given, insured: readInsured(args) });
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path.findLast((part) => typeof part === "string"));
    throw new Refusal(wording[field] ?? parsed.error.message);
  }
  const { environment: env } = parsed.data;
  return {
    host: env.HOST,
    port: env.PORT,
    processes: canSharePort ? (env.MADOGUCHI_PROCESSES ?? usualProcesses()) : 1,
    varDir: resolve(repositoryRoot(), env.MADOGUCHI_VAR),
    downloads: resolve(
      repositoryRoot(),
      env.MADOGUCHI_DOWNLOADS ?? join(env.MADOGUCHI_VAR, "build"),
    ),
    databaseUrl: env.DATABASE_URL,
    secretKey: env.MADOGUCHI_SECRET_KEY,
    ocspUrl: env.MADOGUCHI_OCSP_URL,
    ocspMethod: env.MADOGUCHI_OCSP_METHOD,
    ocspWhenAway: env.MADOGUCHI_OCSP_WHEN_AWAY,
    consentValidity: env.MADOGUCHI_CONSENT_VALIDITY,
    invitationDays: env.MADOGUCHI_INVITATION_DAYS,
    factorResetHours: env.MADOGUCHI_FACTOR_RESET_HOURS,
    objection: objectionOf(env.MADOGUCHI_OBJECTION_TO, env.MADOGUCHI_OBJECTION_ADDRESS),
    smtpUrl: env.MADOGUCHI_SMTP_URL,
    mailFrom: env.MADOGUCHI_MAIL_FROM,
    bounceAddress: env.MADOGUCHI_BOUNCE_ADDRESS,
    mailStopAfter: env.MADOGUCHI_MAIL_STOP_AFTER,
    clamdAddress: env.MADOGUCHI_CLAMD,
    clamdWhenAway: env.MADOGUCHI_CLAMD_WHEN_AWAY,
    feedBytes: env.MADOGUCHI_FEED_BYTES,
    crlUrls: env.MADOGUCHI_CRL_URLS,
    insured: parsed.data.insured,
  };
}

/** @throws Refusal where only one of both is given: a letter that names nobody, or no place, helps nobody */
function objectionOf(to: string | undefined, address: string | undefined): Settings["objection"] {
  if (to === undefined && address === undefined) return undefined;
  if (to === undefined || address === undefined) {
    throw new Refusal(
      "MADOGUCHI_OBJECTION_TO と MADOGUCHI_OBJECTION_ADDRESS は、両方を指定してください。",
    );
  }

  return { to, address };
}

function readInsured(args: readonly string[]): string | undefined {
  try {
    return parseArgs({ args: [...args], options: { insured: { type: "string" } } }).values.insured;
  } catch {
    throw new Refusal(
      `「${args.join(" ")}」は読み取れません。使い方は「npx madoguchi start --help」で読めます。`,
    );
  }
}
