/** ユーザー設定情報: made at the moment it is shown, kept only as hashes. Making it anew ends the one before. */
import { timingSafeEqual } from "node:crypto";
import type { SetupInfo } from "@madoguchi/contract";
import {
  hashPassword,
  newReadableCode,
  sha256,
  transaction,
  verifyPassword,
} from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { mailFacility } from "../../accounts/index.ts";
import type { FacilityActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import { findFacility } from "../../facilities/index.ts";
import { reissuedMail } from "../mails.ts";
import { ACTIVATION_CODE_LENGTH, PASSWORD_LENGTH, can, foldSecret } from "../rules.ts";
import { changeAppAccount, findAppAccount, removeTerminalsOfAccount } from "../store/terminals.ts";
import type { AppAccount } from "../store/terminals.ts";

export type IssueRequest = {
  readonly accountId: string;
  /** The version that the person saw: a page sent twice issues once. */
  readonly version: number;
  readonly stopTerminals: boolean;
};

export type IssueResult =
  | { readonly kind: "issued"; readonly info: SetupInfo; readonly terminalsRemoved: number }
  | { readonly kind: "changed-meanwhile"; readonly account: AppAccount }
  | { readonly kind: "not-found" };

export async function issueSetupInfo(
  center: Center,
  actor: FacilityActor,
  request: IssueRequest,
): Promise<IssueResult> {
  const password = newReadableCode(PASSWORD_LENGTH);
  const activationCode = newReadableCode(ACTIVATION_CODE_LENGTH);
  const passwordHash = await hashPassword(foldSecret(password));

  return transaction(center.db, async (tx): Promise<IssueResult> => {
    const account = await findAppAccount(tx, actor.facilityId, request.accountId);
    const facility = await findFacility(tx, actor.facilityId);
    if (!account || !facility) {
      return { kind: "not-found" };
    }
    const again = can("reissue", account);
    const now = center.clock.now();
    const changed =
      (again || can("issue", account)) &&
      (await changeAppAccount(
        tx,
        { id: account.id, version: request.version },
        {
          passwordHash,
          activationHash: sha256(foldSecret(activationCode)),
          secretIssuedAt: now,
          activationUsedAt: null,
        },
      ));
    if (!changed) {
      return { kind: "changed-meanwhile", account };
    }
    const terminalsRemoved = request.stopTerminals
      ? await removeTerminalsOfAccount(tx, account.id, now)
      : 0;
    await audit(tx, center.clock, {
      action: again ? "setup-info.reissued" : "setup-info.issued",
      actor: { kind: "person", id: actor.id },
      facilityId: actor.facilityId,
      subject: { kind: "app-account", id: account.id },
      detail: { userId: account.userId, terminalsRemoved },
    });
    if (again) {
      await mailReissue(tx, center, actor, account.userId);
    }

    return {
      kind: "issued",
      info: { facilityCode: facility.code, userId: account.userId, password, activationCode },
      terminalsRemoved,
    };
  });
}

/** So that the facility notices when somebody else did it. */
function mailReissue(tx: Tx, center: Center, actor: FacilityActor, userId: string): Promise<void> {
  return mailFacility(
    tx,
    actor.facilityId,
    reissuedMail(center.config.publicUrl, actor, center.clock.now(), userId),
  );
}

/** Whether these are the values of now: for the paper that carries them, which nobody but their holder may ask for. */
export async function isCurrentSetupInfo(
  center: Center,
  actor: FacilityActor,
  accountId: string,
  info: SetupInfo,
): Promise<boolean> {
  const account = await findAppAccount(center.db, actor.facilityId, accountId);
  const facility = await findFacility(center.db, actor.facilityId);
  if (!account?.activationHash || !facility) {
    return false;
  }

  return (
    account.userId === info.userId &&
    facility.code === info.facilityCode &&
    timingSafeEqual(sha256(foldSecret(info.activationCode)), account.activationHash) &&
    verifyPassword(foldSecret(info.password), account.passwordHash)
  );
}
