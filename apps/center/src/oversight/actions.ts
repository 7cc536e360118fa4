/** Before personal data is shown: who, whose, why. In the transaction of the look itself, where that has one. */
import { transaction } from "@madoguchi/platform";
import type { Tx } from "@madoguchi/platform";
import { audit } from "../audit/index.ts";
import type { Center } from "../center.ts";
import { OPENING_HOURS } from "./rules.ts";
import type { Opening, OpeningSubject } from "./rules.ts";
import { insertOpening } from "./store.ts";

type Official = { readonly id: string };

export async function openData(
  center: Pick<Center, "db" | "clock">,
  official: Official,
  subject: OpeningSubject,
  opening: Opening,
): Promise<void> {
  await transaction(center.db, (tx) => recordOpening(tx, center, official, subject, opening));
}

export async function recordOpening(
  tx: Tx,
  { clock }: Pick<Center, "clock">,
  { id: officialId }: Official,
  { kind: subjectKind, id: subjectId }: OpeningSubject,
  { reason, note }: Opening,
): Promise<void> {
  const openedAt = clock.now();
  const openUntil = openedAt.add({ hours: OPENING_HOURS });
  await insertOpening(tx, {
    officialId,
    subjectKind,
    subjectId,
    reason,
    note,
    openedAt,
    openUntil,
  });
  await audit(tx, clock, {
    action: "personal-data.opened",
    actor: { kind: "official", id: officialId },
    facilityId: null,
    subject: { kind: subjectKind, id: subjectId },
    // The note is free text: it stays with the opening.
    detail: { reason },
  });
}
