/** A device that is a facility's own from the start, without anybody typing setup information: for the demo and for tests. */
import type { TerminalKey } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { hashPassword, newId, newToken, sha256 } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { userIdOf } from "./rules.ts";
import type { TerminalKind } from "./rules.ts";
import { changeAppAccount, insertAppAccount, insertTerminal, nextAccountNumber } from "./store.ts";

export type SeededTerminal = {
  readonly id: string;
  readonly facilityId: string;
  readonly name: string;
  readonly kind: TerminalKind;
  readonly key: Pick<TerminalKey, "x" | "y">;
};

/** Leaves what an activation leaves: an app account whose secrets are used up, and its terminal. @returns the user id */
export async function seedTerminal(
  tx: Tx,
  clock: Clock,
  { id, facilityId, name, kind, key }: SeededTerminal,
): Promise<string> {
  const now = clock.now();
  const account = { id: newId(), facilityId, userId: userIdOf(await nextAccountNumber(tx)) };
  await insertAppAccount(tx, { ...account, createdAt: now });
  await changeAppAccount(
    tx,
    { id: account.id, version: 1 },
    {
      // Of secrets that nobody has seen.
      passwordHash: await hashPassword(newToken()),
      activationHash: sha256(newToken()),
      secretIssuedAt: now,
      activationUsedAt: now,
    },
  );
  await insertTerminal(tx, {
    id,
    appAccountId: account.id,
    facilityId,
    keyX: key.x,
    keyY: key.y,
    name,
    kind,
    registeredAt: now,
    lastSeenAt: now,
    removedAt: null,
  });

  return account.userId;
}
