import type { Tx } from "@madoguchi/platform";
import type { OfficialActor } from "../../accounts/index.ts";
import { audit } from "../../audit/index.ts";
import type { AuditAction } from "../../audit/index.ts";
import type { Center } from "../../center.ts";
import type { GrantRecord } from "../record.ts";

/** What an official did to an application, for the facility's record. */
export function auditDeed(
  tx: Tx,
  center: Center,
  official: OfficialActor,
  { application }: GrantRecord,
  action: Extract<AuditAction, `grant.${string}`>,
  detail: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  return audit(tx, center.clock, {
    action,
    actor: { kind: "official", id: official.id },
    facilityId: application.facilityId,
    subject: { kind: "grant-application", id: application.id },
    detail,
  });
}
