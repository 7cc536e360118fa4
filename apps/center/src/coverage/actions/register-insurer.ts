/** 保険者: registered or changed as the office says. */
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { readInsurer, saySame } from "../rules/registry.ts";
import type { InsurerDetails, InsurerReading } from "../rules/registry.ts";
import { can } from "../rules/changes.ts";
import { findInsurer, putInsurer } from "../store/insurers.ts";
import type { Registry } from "./change.ts";

export type InsurerRegistration =
  | { readonly kind: "written" | "unchanged"; readonly number: string }
  | {
      readonly kind: "refused";
      readonly reason: "not-allowed" | Extract<InsurerReading, { ok: false }>["reason"];
    };

export async function registerInsurer(
  center: Registry,
  actor: AuditActor,
  details: InsurerDetails,
): Promise<InsurerRegistration> {
  const allowed = can.registerInsurer(actor);
  if (allowed !== true) {
    return { kind: "refused", reason: allowed };
  }
  const reading = readInsurer(details);
  if (!reading.ok) {
    return { kind: "refused", reason: reading.reason };
  }
  const { insurer } = reading;
  const { number } = insurer;

  return transaction(center.db, async (tx) => {
    const before = await findInsurer(tx, number);
    if (before && saySame(before, { ...before, ...insurer })) {
      return { kind: "unchanged", number };
    }
    await putInsurer(tx, insurer);
    await audit(tx, center.clock, {
      action: before ? "insurer.changed" : "insurer.registered",
      actor,
      facilityId: null,
      subject: { kind: "insurer", id: number },
    });

    return { kind: "written", number };
  });
}
