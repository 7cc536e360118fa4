/** A device that is a facility's own from the start, without anybody typing setup information: for the demo and for tests. */
import type { TerminalKey } from "@madoguchi/contract";
import type { Clock } from "@madoguchi/notation";
import { hashPassword, newId, newToken, sha256 } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import type { TerminalKind } from "./rules.ts";
import { changeAppAccount, insertAppAccount, insertTerminal } from "./store/terminals.ts";

export type SeededTerminal = {
  readonly id: string;
  readonly facilityId: string;
  /** Of its app account, e.g. W9000001: outside the run of numbers that are issued. */
  readonly userId: string;
  readonly name: string;
  readonly kind: TerminalKind;
  readonly key: Pick<TerminalKey, "x" | "y">;
};

/** Leaves what an activation leaves: an app account whose secrets are used up, and its terminal. */
export async function seedTerminal(
  tx: Tx,
  clock: Clock,
  { id, facilityId, userId, name, kind, key }: SeededTerminal,
): Promise<void> {
  const now = clock.now();
  const appAccountId = newId();
  await insertAppAccount(tx, { id: appAccountId, facilityId, userId, createdAt: now });
  await changeAppAccount(
    tx,
    { id: appAccountId, version: 1 },
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
    appAccountId,
    facilityId,
    keyX: key.x,
    keyY: key.y,
    name,
    kind,
    registeredAt: now,
    lastSeenAt: now,
    removedAt: null,
  });
}
