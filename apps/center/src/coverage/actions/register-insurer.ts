/** 保険者: registered once, as the office says. What is registered already is changed elsewhere, not registered anew. */
import { transaction } from "@madoguchi/platform";
import { audit } from "../../audit/index.ts";
import type { AuditActor } from "../../audit/index.ts";
import { can } from "../rules/changes.ts";
import { readInsurer, saySame } from "../rules/registry.ts";
import type { InsurerDetails, InsurerReading } from "../rules/registry.ts";
import { insertInsurer, lockInsurer } from "../store/insurers.ts";
import type { Registry } from "./change.ts";

export type InsurerRegistration =
  | { readonly kind: "registered" | "unchanged"; readonly number: string }
  | {
      readonly kind: "refused";
      readonly reason:
        | "not-allowed"
        | "registered-otherwise"
        | Extract<InsurerReading, { ok: false }>["reason"];
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

  return transaction(center.db, async (tx): Promise<InsurerRegistration> => {
    if (!(await insertInsurer(tx, insurer))) {
      const present = await lockInsurer(tx, number);

      return present && saySame(present, insurer)
        ? { kind: "unchanged", number }
        : { kind: "refused", reason: "registered-otherwise" };
    }
    await audit(tx, center.clock, {
      action: "insurer.registered",
      actor,
      facilityId: null,
      subject: { kind: "insurer", id: number },
    });

    return { kind: "registered", number };
  });
}
