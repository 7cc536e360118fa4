/** Keys for insurers' systems: issued and revoked in the office, told once. */
import { newId, newToken, sha256, transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findInsurer } from "../store/insurers.ts";
import { findKeyByHash, insertInsurerKey, revokeKeyRow, touchKey } from "../store/insurer-keys.ts";
import type { InsurerKey } from "../store/insurer-keys.ts";

type Official = { readonly id: string };

/** So that a key that is found somewhere says what it is. */
const PREFIX = "mdg_";

/** Written at most once a minute. */
const TOUCH_SECONDS = 60;

export async function issueInsurerKey(
  center: Center,
  actor: Official,
  insurerNumber: string,
  label: string,
): Promise<string | undefined> {
  const key = PREFIX + newToken();

  return transaction(center.db, async (tx) => {
    if (!(await findInsurer(tx, insurerNumber))) return undefined;
    const id = newId();
    await insertInsurerKey(tx, {
      id,
      insurerNumber,
      label,
      secretHash: sha256(key),
      issuedAt: center.clock.now(),
      issuedBy: actor.id,
    });
    await audit(tx, center.clock, {
      action: "insurer-key.issued",
      actor: { kind: "official", id: actor.id },
      facilityId: null,
      subject: { kind: "insurer", id: insurerNumber },
      detail: { key: id },
    });

    return key;
  });
}

export async function revokeInsurerKey(
  center: Center,
  actor: Official,
  key: Pick<InsurerKey, "id" | "insurerNumber">,
): Promise<boolean> {
  return transaction(center.db, async (tx) => {
    const isRevoked = await revokeKeyRow(tx, key, actor.id, center.clock.now());
    if (isRevoked) {
      await audit(tx, center.clock, {
        action: "insurer-key.revoked",
        actor: { kind: "official", id: actor.id },
        facilityId: null,
        subject: { kind: "insurer", id: key.insurerNumber },
        detail: { key: key.id },
      });
    }

    return isRevoked;
  });
}

/**
 * Whose key it is. Every refusal is on record, as long as there are not too many of them.
 * @param allowWrong counts a wrong key
 */
export async function useInsurerKey(
  center: Center,
  text: string,
  allowWrong: () => Promise<boolean>,
): Promise<InsurerKey | undefined | "too-many"> {
  const key = await findKeyByHash(center.db, sha256(text));
  if (!key || key.revokedAt !== null) {
    if (!(await allowWrong())) return "too-many";
    await transaction(center.db, (tx) =>
      audit(tx, center.clock, {
        action: "insurer-key.refused",
        actor: { kind: "system", id: "coverage" },
        facilityId: null,
        subject: { kind: "insurer-key", id: key?.id ?? "unknown" },
      }),
    );
    return undefined;
  }
  const now = center.clock.now();
  if (key.lastUsedAt === null || now.since(key.lastUsedAt).total("seconds") > TOUCH_SECONDS) {
    await touchKey(center.db, key.id, now);
  }

  return key;
}
