/** Signing in: one answer for a wrong address and a wrong password, and a limit that guards both. */
import { allowAttempt, forgetAttempts, transaction, verifyPassword } from "@madoguchi/platform";
import type { FastifyReply } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findAccountByMail } from "../store.ts";
import type { Account } from "../store.ts";

// By address and machine together, so that nobody can lock somebody else out from elsewhere.
const LIMIT = { attempts: 10, seconds: 15 * 60 };

export type SignInResult = "signed-in" | "refused" | "limited";

export async function signIn(
  center: Center,
  reply: FastifyReply,
  attempt: { realm: Account["realm"]; mail: string; password: string; ip: string },
): Promise<SignInResult> {
  const key = `sign-in:${attempt.mail}:${attempt.ip}`;
  if (!(await allowAttempt(center.db, center.clock, key, LIMIT))) {
    return "limited";
  }
  const found = await findAccountByMail(center.db, attempt.mail);
  const account = found?.realm === attempt.realm ? found : undefined;
  const right = await verifyPassword(attempt.password, account?.passwordHash ?? null);
  if (!account || !right) {
    await transaction(center.db, (tx) =>
      audit(tx, center.clock, {
        action: "sign-in.refused",
        actor: { kind: "system", id: "portal" },
        facilityId: account?.facilityId ?? null,
        subject: { kind: "account", id: account?.id ?? "unknown" },
      }),
    );

    return "refused";
  }
  await startSession(center, reply, account);
  await forgetAttempts(center.db, key);

  return "signed-in";
}

export async function startSession(
  center: Center,
  reply: FastifyReply,
  account: Pick<Account, "id" | "realm" | "facilityId">,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    await center.sessions.start(reply, tx, account.id);
    await audit(tx, center.clock, {
      action: "sign-in.accepted",
      actor: { kind: account.realm === "office" ? "official" : "person", id: account.id },
      facilityId: account.facilityId,
      subject: { kind: "account", id: account.id },
    });
  });
}
