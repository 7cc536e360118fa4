/** 端末の登録: four values that only the facility knows, and a key that only the device has. */
import { timingSafeEqual } from "node:crypto";
import type { ActivationRequest, ProblemSlug } from "@madoguchi/contract";
import { foldCode } from "@madoguchi/notation";
import { allowAttempt, newId, sha256, transaction, verifyPassword } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { foldSecret } from "../rules.ts";
import { changeAppAccount, findAppAccountByUserId, insertTerminal } from "../store/terminals.ts";
import type { AppAccount } from "../store/terminals.ts";
import { reportedValues } from "./take-report.ts";

const LIMIT = { attempts: 10, seconds: 15 * 60 };

export type ActivationResult =
  | { readonly kind: "activated"; readonly terminalId: string }
  | {
      readonly kind: "refused";
      readonly reason: Extract<
        ProblemSlug,
        "activation-refused" | "activation-used" | "activation-locked" | "account-stopped"
      >;
    };

/** The caller has proved possession of `request.key`. */
export async function activate(
  center: Center,
  request: ActivationRequest,
  ip: string,
): Promise<ActivationResult> {
  const facilityCode = foldCode(request.facilityCode);
  const account = await findAppAccountByUserId(center.db, facilityCode, request.userId);
  // The time of issue is part of the key, so that issuing anew opens the door that wrong values had closed.
  const issue = account?.secretIssuedAt?.toString() ?? "none";
  if (
    !(await allowAttempt(
      center.db,
      center.clock,
      `activation:${facilityCode}:${ip}:${issue}`,
      LIMIT,
    ))
  ) {
    return refuse(center, account, "activation-locked");
  }
  const passwordRight = await verifyPassword(
    foldSecret(request.password),
    account?.passwordHash ?? null,
  );
  const codeRight = timingSafeEqual(
    sha256(foldSecret(request.activationCode)),
    account?.activationHash ?? new Uint8Array(32),
  );
  if (!account || !passwordRight || !codeRight) {
    return refuse(center, account, "activation-refused");
  }
  if (account.stoppedAt) {
    return refuse(center, account, "account-stopped");
  }
  if (account.activationUsedAt) {
    return refuse(center, account, "activation-used");
  }
  const terminalId = newId();
  const registered = await transaction(center.db, async (tx) => {
    const now = center.clock.now();
    if (!(await changeAppAccount(tx, account, { activationUsedAt: now }))) {
      return false;
    }
    await insertTerminal(tx, {
      id: terminalId,
      appAccountId: account.id,
      facilityId: account.facilityId,
      keyX: request.key.x,
      keyY: request.key.y,
      name: request.terminalName,
      kind: request.terminalKind,
      registeredAt: now,
      lastSeenAt: now,
      removedAt: null,
      ...reportedValues(request.device ?? {}, now),
    });
    await audit(tx, center.clock, {
      action: "terminal.registered",
      actor: { kind: "terminal", id: terminalId },
      facilityId: account.facilityId,
      subject: { kind: "terminal", id: terminalId },
      detail: { userId: account.userId, kind: request.terminalKind },
    });

    return true;
  });

  // Another device was quicker with the same code.
  return registered
    ? { kind: "activated", terminalId }
    : refuse(center, account, "activation-used");
}

async function refuse(
  center: Center,
  account: AppAccount | undefined,
  reason: Extract<ActivationResult, { kind: "refused" }>["reason"],
): Promise<ActivationResult> {
  await transaction(center.db, (tx) =>
    audit(tx, center.clock, {
      action: "terminal.activation-refused",
      actor: { kind: "system", id: "terminals" },
      facilityId: account?.facilityId ?? null,
      subject: { kind: "app-account", id: account?.id ?? "unknown" },
      detail: { reason },
    }),
  );

  return { kind: "refused", reason };
}
