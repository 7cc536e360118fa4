/** Signing in, with one answer for a wrong address and a wrong password and limits that guard both; and signing out. */
import { transaction, verifyPassword } from "@madoguchi/platform";
import type { Limit } from "@madoguchi/platform";
import type { FastifyReply, FastifyRequest } from "fastify";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { deviceOf } from "../rules/devices.ts";
import { findAccount, findAccountByMail, setLastSignIn } from "../store.ts";
import type { Account } from "../store.ts";
import { guessPassword, rememberDevice } from "./guessing.ts";
import { partiesOf } from "./parties.ts";

/** `link`: one that came by mail. */
export type SignInWay = "password" | "passkey" | "link";

export type SignInResult = "signed-in" | "refused" | { readonly reached: Limit };

export async function signIn(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  attempt: { realm: Account["realm"]; mail: string; password: string },
): Promise<SignInResult> {
  const { db, clock } = center;
  const guess = await guessPassword(center, request, attempt.mail);
  if (guess.reached) {
    return { reached: guess.reached };
  }
  const found = await findAccountByMail(db, attempt.mail);
  const account = found?.realm === attempt.realm ? found : undefined;
  const right = await verifyPassword(attempt.password, account?.passwordHash ?? null);
  if (!account || !right) {
    await transaction(db, (tx) =>
      audit(tx, clock, {
        action: "sign-in.refused",
        actor: { kind: "system", id: "portal" },
        facilityId: null,
        subject: { kind: "account", id: account?.id ?? "unknown" },
        detail: { way: "password", ...deviceOf(request.headers["user-agent"] ?? "") },
      }),
    );

    return "refused";
  }
  await startSession(center, request, reply, account, { proven: false, way: "password" });
  await guess.succeeded();

  return "signed-in";
}

export async function startSession(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
  account: Pick<Account, "id" | "realm">,
  { proven, way }: { readonly proven: boolean; readonly way: SignInWay },
): Promise<void> {
  await transaction(center.db, async (tx) => {
    await center.sessions.start(request, reply, tx, account.id, { proven });
    await setLastSignIn(tx, account.id, center.clock.now());
    // Whoever has a second factor is all the way in only with it.
    if (proven || !(await findAccount(tx, account.id))?.hasFactor) {
      await rememberDevice(center, request, reply, tx, account.id);
    }
    await audit(tx, center.clock, {
      action: "sign-in.accepted",
      ...partiesOf(account),
      detail: { way, ...deviceOf(request.headers["user-agent"] ?? "") },
    });
  });
}

/** Also when nobody is signed in any more: the cookie goes. */
export async function signOut(
  center: Center,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  await transaction(center.db, async (tx) => {
    const accountId = await center.sessions.end(request, reply, tx);
    const account = accountId === null ? undefined : await findAccount(tx, accountId);
    if (account) {
      await audit(tx, center.clock, { action: "sign-out.done", ...partiesOf(account) });
    }
  });
}
