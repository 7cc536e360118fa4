/** People who sign in: what a registration and a password must be, and who an actor is. */
import {
  consentField,
  mailField,
  phoneField,
  postalCodeField,
  textField,
} from "@madoguchi/platform";
import type { Limit } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { OfficeRight, OfficialRole } from "./rules/office-rights.ts";
import type { FacilityRole, Right } from "./rules/rights.ts";

export const REGISTRATION_LINK_HOURS = 24;
export const RESET_LINK_MINUTES = 30;
export const MAIL_LINK_HOURS = 24;
export const PASSWORD_MINIMUM = 12;
const PASSWORD_MAXIMUM = 128;

/** How often one may try. A machine is an address of the network, which a whole clinic may share. */
export const limits = {
  // By address and machine together, so that nobody can lock somebody else out from elsewhere.
  signIn: { attempts: 10, seconds: 15 * 60 },
  // One password tried on many addresses; each try costs us a slow hash, too.
  signInsOfMachine: { attempts: 300, seconds: 15 * 60 },
  // From however many machines. The owner's own browsers and the mailed link are not stopped by it.
  signInsOfAccount: { attempts: 50, seconds: 60 * 60 },
  // Whoever registers makes us write to an address that may be somebody else's.
  registration: { attempts: 5, seconds: 60 * 60 },
  registrationsOfMachine: { attempts: 100, seconds: 60 * 60 },
  // A mail costs whoever gets it unasked. Whoever is stopped has one whose link is still good, for it is good as long.
  reset: { attempts: 3, seconds: RESET_LINK_MINUTES * 60 },
  resetsOfMachine: { attempts: 50, seconds: 60 * 60 },
  // Guessing a facility's telephone number from one machine; and the mails, whoever asks for them.
  idGuess: { attempts: 5, seconds: 60 * 60 },
  idMails: { attempts: 3, seconds: 60 * 60 },
  mailChange: { attempts: 5, seconds: 60 * 60 },
  invitations: { attempts: 30, seconds: 60 * 60 },
  // Whoever invites makes us write to somebody who did not ask for it.
  invitationsOfAddress: { attempts: 5, seconds: 60 * 60 },
  ownPassword: { attempts: 10, seconds: 15 * 60 },
  proof: { attempts: 10, seconds: 15 * 60 },
  // From however many machines: only who has the password already comes as far as this.
  proofsOfAccount: { attempts: 30, seconds: 15 * 60 },
  mailCode: { attempts: 5, seconds: 60 * 60 },
  // What is kept for whom was signed in, from a machine that may not be a person's.
  keptForm: { attempts: 60, seconds: 15 * 60 },
} as const satisfies Record<string, Limit>;

/** One of the facilities that a person acts for. */
export type Membership = {
  readonly facilityId: string;
  readonly facilityName: string;
  readonly facilityKind: string;
  readonly facilityCode: string;
  readonly prefectureCode: string;
  /** The first day on which there is no such facility, because it was closed or has another code. */
  readonly closedOn: Temporal.PlainDate | null;
  readonly roles: readonly FacilityRole[];
};

/** Closed, or replaced by a record with another code: it can be looked at, and no more. */
export function isClosed({ closedOn }: Pick<Membership, "closedOn">, today: Temporal.PlainDate) {
  return closedOn !== null && Temporal.PlainDate.compare(closedOn, today) <= 0;
}

/** Someone acting for one facility, out of `memberships`. */
export type FacilityActor = Membership & {
  readonly kind: "person";
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  /** What the roles allow. */
  readonly rights: readonly Right[];
  readonly memberships: readonly Membership[];
};

export type OfficialActor = {
  readonly kind: "official";
  readonly id: string;
  readonly name: string;
  readonly roles: readonly OfficialRole[];
  /** What the roles allow. */
  readonly rights: readonly OfficeRight[];
};

/** Beside kind and code, which `readIdentity` judges together. */
export const registrationSchema = z.object({
  facilityName: textField("施設の名称", 100),
  founder: textField("開設者の氏名", 60),
  postalCode: postalCodeField,
  address: textField("所在地", 200),
  phone: phoneField,
  personName: textField("担当者の氏名", 60),
  mail: mailField,
  consent: consentField("利用規約を読み、同意する場合はチェックを入れてください。"),
});
export type Registration = z.infer<typeof registrationSchema>;

export const passwordSchema = z
  .object({
    password: z
      .string({ error: "パスワードを入力してください。" })
      .refine(
        (text) => [...text.normalize("NFKC")].length >= PASSWORD_MINIMUM,
        `パスワードは${PASSWORD_MINIMUM}文字以上にしてください。`,
      )
      .refine(
        (text) => text.length <= PASSWORD_MAXIMUM,
        `パスワードは${PASSWORD_MAXIMUM}文字までにしてください。`,
      ),
    passwordAgain: z.string({ error: "確認のため、もう一度入力してください。" }),
  })
  .refine(({ password, passwordAgain }) => password === passwordAgain, {
    path: ["passwordAgain"],
    message: "2つのパスワードが違います。同じものを入力してください。",
  });

export const signInSchema = z.object({
  mail: mailField,
  password: z
    .string({ error: "パスワードを入力してください。" })
    .min(1, "パスワードを入力してください。"),
});

/** For people who must wait: "15分", "1時間". */
export function waitWords({ seconds }: Limit): string {
  const minutes = seconds / 60;

  return minutes < 60 ? `${minutes}分` : `${minutes / 60}時間`;
}

/** Where to go after signing in: only a path of this site. */
export function safeNext(next: unknown, fallback: string): string {
  return typeof next === "string" && /^\/(?![/\\])[\w/?=&.%~-]*$/.test(next) ? next : fallback;
}
