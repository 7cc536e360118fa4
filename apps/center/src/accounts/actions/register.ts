/** Registration: what was typed waits behind a mailed link; a password completes it. */
import {
  allowAttempt,
  hashPassword,
  newId,
  newToken,
  queueMail,
  sha256,
  sqlState,
  transaction,
} from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import {
  codeName,
  facilityKindName,
  insertFacility,
  isCodeRegistered,
  proposeCorrections,
} from "../../facilities/index.ts";
import type { FacilityIdentity, Target } from "../../facilities/index.ts";
import { limits, REGISTRATION_LINK_HOURS } from "../rules.ts";
import type { Registration } from "../rules.ts";
import {
  completeRegistrationRow,
  findAccountByMail,
  findOpenRegistration,
  insertAccount,
  insertRegistration,
} from "../store.ts";
import type { Account, PendingRegistration } from "../store.ts";
import { insertMembership } from "../store/memberships.ts";

export type ReadRegistration = Registration &
  FacilityIdentity & { readonly statedTarget: Target | null };

/** `code-taken`: one account a facility code, so the people of that facility sign in instead. */
export async function startRegistration(
  center: Center,
  form: ReadRegistration,
  ip: string,
): Promise<"sent" | "code-taken" | "limited"> {
  const { db, clock } = center;
  const allowed =
    (await allowAttempt(db, clock, `registration:${ip}`, limits.registrationsOfMachine)) &&
    (await allowAttempt(db, clock, `registration:${form.mail}`, limits.registration));
  if (!allowed) {
    return "limited";
  }

  return transaction(center.db, async (tx) => {
    if (await isCodeRegistered(tx, form.kind, form.code)) {
      return "code-taken";
    }
    if (await findAccountByMail(tx, form.mail)) {
      // The page says the same as for a new address, so that it does not tell who has an account.
      await queueMail(tx, alreadyRegisteredMail(center, form.mail));

      return "sent";
    }
    const token = newToken();
    const now = center.clock.now();
    const { consent: _, ...details } = form;
    const id = newId();
    await insertRegistration(tx, {
      ...details,
      id,
      tokenHash: sha256(token),
      createdAt: now,
      expiresAt: now.add({ hours: REGISTRATION_LINK_HOURS }),
      completedAt: null,
    });
    await queueMail(tx, registrationMail(center, form, token));
    await audit(tx, center.clock, {
      action: "registration.started",
      actor: { kind: "system", id: "portal" },
      facilityId: null,
      subject: { kind: "registration", id },
      detail: { kind: form.kind, code: form.code },
    });

    return "sent";
  });
}

export function openRegistration(
  center: Center,
  token: string,
): Promise<PendingRegistration | undefined> {
  return findOpenRegistration(center.db, sha256(token), center.clock.now());
}

export type CompletionResult =
  | { readonly kind: "completed"; readonly account: Pick<Account, "id" | "realm"> }
  | { readonly kind: "link-ended" }
  | { readonly kind: "already-registered" };

export async function completeRegistration(
  center: Center,
  token: string,
  password: string,
): Promise<CompletionResult> {
  const passwordHash = await hashPassword(password);
  try {
    return await transaction(center.db, async (tx): Promise<CompletionResult> => {
      const now = center.clock.now();
      const pending = await findOpenRegistration(tx, sha256(token), now);
      if (!pending || !(await completeRegistrationRow(tx, pending.id, now))) {
        return { kind: "link-ended" };
      }
      if (await isCodeRegistered(tx, pending.kind, pending.code)) {
        return { kind: "already-registered" };
      }
      const facilityId = newId();
      const accountId = newId();
      const facility = {
        id: facilityId,
        kind: pending.kind,
        code: pending.code,
        prefectureCode: pending.prefectureCode,
        name: pending.facilityName,
        founder: pending.founder,
        postalCode: pending.postalCode,
        address: pending.address,
        phone: pending.phone,
        statedTarget: pending.statedTarget,
        createdAt: now,
      };
      await insertFacility(tx, facility);
      await insertAccount(tx, {
        id: accountId,
        realm: "facility",
        mail: pending.mail,
        name: pending.personName,
        role: null,
        passwordHash,
        createdAt: now,
      });
      await insertMembership(tx, {
        accountId,
        facilityId,
        roles: ["administrator"],
        joinedAt: now,
      });
      await audit(tx, center.clock, {
        action: "facility.registered",
        actor: { kind: "person", id: accountId },
        facilityId,
        subject: { kind: "facility", id: facilityId },
        detail: { kind: pending.kind, code: pending.code },
      });
      await proposeCorrections(tx, center.clock, facility, accountId);

      return { kind: "completed", account: { id: accountId, realm: "facility" } };
    });
  } catch (error) {
    // Two registrations for one code or one address raced; the first one holds.
    if (sqlState(error) === "23505") {
      return { kind: "already-registered" };
    }
    throw error;
  }
}

function registrationMail(center: Center, form: ReadRegistration, token: string) {
  return {
    to: form.mail,
    subject: "【窓口】ユーザー登録を完了してください",
    text: [
      `${form.facilityName}　${form.personName} 様`,
      "",
      "オンライン資格確認（資格確認限定型）のポータルへの登録を受け付けました。",
      `${REGISTRATION_LINK_HOURS}時間以内に次のページを開き、パスワードを決めてください。`,
      "",
      `${center.config.publicUrl}/register/complete?token=${token}`,
      "",
      `施設の種類：${facilityKindName(form.kind)}`,
      `${codeName(form.kind)}：${form.code}`,
      "",
      "お心当たりのないときは、このメールを削除してください。登録はされません。",
    ].join("\n"),
  };
}

function alreadyRegisteredMail(center: Center, to: string) {
  return {
    to,
    subject: "【窓口】このメールアドレスは登録済みです",
    text: [
      "このメールアドレスは、すでにポータルに登録されています。",
      "次のページからログインしてください。",
      "",
      `${center.config.publicUrl}/sign-in`,
      "",
      "別の施設を登録するときは、別のメールアドレスをご用意ください。",
    ].join("\n"),
  };
}
