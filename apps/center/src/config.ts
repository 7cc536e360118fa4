/** How one center is set up. Read once, at the edge; the rest of the code sees only this. */
import { isScannerAddress } from "@madoguchi/platform";
import { z } from "zod";

export const configSchema = z.object({
  databaseUrl: z.string().min(1),
  host: z.string().default("localhost"),
  port: z.int().min(0).max(65_535).default(3000),
  /** Other processes listen on the same port, and tell each other what they changed; Linux only. */
  isOneOfSeveral: z.boolean().default(false),
  /** The address people use, without a trailing slash: stands in mails and on papers. */
  publicUrl: z.url(),
  /**
   * Addresses of the proxies in front, separated by commas. Without them everybody behind a proxy would be one machine
   * to the limits on guessing.
   */
  trustedProxies: z.string().nullable().default(null),
  /** 32 random bytes, base64url: seals what the database must not tell by itself. All processes of a center share it. */
  secretKey: z.string().regex(/^[\w-]{43}$/),
  smtpUrl: z.string().min(1),
  mailFrom: z.string().default("オンライン資格確認 窓口 <madoguchi@example.jp>"),
  /**
   * The mailbox that takes what could not be delivered; each mail has an address of its own in it (`name+…@`). Null: only
   * what a server refuses at once is known.
   */
  bounceAddress: z.email().nullable().default(null),
  /** After so many mails in a row that did not arrive, an address gets no more. */
  mailStopAfter: z.int().min(1).max(20).default(3),
  filesDirectory: z.string().min(1),
  /** ClamAV's daemon, `unix:/…` or `tcp://host:port`; null where files are not searched for viruses. */
  clamdAddress: z.string().refine(isScannerAddress).nullable().default(null),
  /** While it gives no answer, files are held back, or taken as they are. */
  clamdWhenAway: z.enum(["hold", "pass"]).default("hold"),
  /** The largest file that an insurer may send, as sent. */
  feedBytes: z
    .int()
    .min(1)
    .default(2 * 1024 ** 3),
  /** The built reception app, served below /reception; null where reception lives elsewhere. */
  receptionDirectory: z.string().nullable().default(null),
  /** Browsers keep the reception app, so that it starts without a line. False takes it back from those that do (067). */
  receptionStartsOffline: z.boolean().default(true),
  /** Builds of the reception app for people to download, each platform's in a folder of its name; null where none are offered. */
  downloadsDirectory: z.string().nullable().default(null),
  /** The reception agent of this machine, e.g. ws://localhost:41234/link. */
  receptionAgentUrl: z.string().nullable().default(null),
  /** The OCSP responder of the cards' issuer; null where revocation lists alone decide. */
  ocspUrl: z.url().nullable().default(null),
  /** Whom to believe when the responder gives no answer: a current revocation list, or nobody, and then no card is checked. */
  ocspWhenAway: z.enum(["current-list", "nobody"]).default("current-list"),
  /** How long a consent for 限度額 and 特定疾病 lasts: to the end of the day or of the month in which it was given. */
  consentValidity: z.enum(["day", "month"]).default("month"),
  /** How long an invitation to a facility may be accepted. */
  invitationDays: z.int().min(1).max(60).default(7),
  /** How long a person may stop that their second factors are taken away, after two officials agreed to it. */
  factorResetHours: z.int().min(0).max(168).default(24),
  /** To whom, and where, an objection (審査請求) to a refusal is sent: stands in the mail of the refusal. */
  objection: z.object({ to: z.string().min(1), address: z.string().min(1) }).default({
    to: "厚生労働大臣",
    address: "〒100-8916 東京都千代田区霞が関1-2-2 厚生労働省",
  }),
  /** `get` lets HTTP caches on the way answer, with answers that were made before (RFC 5019). */
  ocspMethod: z.enum(["post", "get"]).default("post"),
  /** Where the revocation lists are published; none where they come by hand. */
  crlUrls: z.array(z.url({ protocol: /^https?$/ })).default([]),
  /** For how many days a check made without network is still taken. */
  offlineCheckDays: z.int().min(1).max(31).default(7),
  logLevel: z.string().default("info"),
});
export type Config = z.infer<typeof configSchema>;
export type ConfigInput = z.input<typeof configSchema>;

/** Only the demo runs the reception agent beside the center; a clinic has it on its own computer. */
export function isDemo({ receptionAgentUrl }: Config): boolean {
  return receptionAgentUrl !== null;
}
