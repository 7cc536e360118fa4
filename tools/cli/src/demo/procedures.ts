/** What the demo's facility says otherwise than the list, and a change of its address that waits for an official. */
import { seeding } from "@madoguchi/center";
import { tokyoDate } from "@madoguchi/notation";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { demoFacilityCode } from "./desk.ts";
import { listed, seedFacilityLists } from "./facility-lists.ts";
import { stableId } from "./stable-id.ts";

/** Nothing where it is there already. */
export async function seedProcedures(db: Db): Promise<void> {
  const facility = await seeding.findFacilityByCode(db, demoFacilityCode);
  if (!facility) return;
  const { name, founder, postalCode, phone, kind, prefectureCode, code } = facility;
  const address = "東京都千代田区霞が関1-2-1（架空）";
  await seedFacilityLists(db, [
    { ...listed, code, kind, prefectureCode, name, founder, postalCode, phone, address },
  ]);
  const id = stableId("procedure:address");
  if (await seeding.findProcedure(db, id)) return;
  const now = Temporal.Now.instant();
  const accountId = stableId("account:demo");
  await transaction(db, async (tx) => {
    await seeding.insertCorrections(tx, [
      {
        facilityId: facility.id,
        field: "address",
        masterValue: address,
        proposedValue: facility.address,
        proposedAt: now,
        proposedBy: accountId,
      },
    ]);
    await seeding.insertProcedure(
      tx,
      {
        id,
        facilityId: facility.id,
        kind: "details",
        state: "waiting",
        effectiveOn: tokyoDate(now).add({ days: 14 }),
        change: { address: "東京都千代田区霞が関1-2-2 架空ビル3階（架空）" },
      },
      now,
    );
    await seeding.insertProcedureEvent(tx, {
      procedureId: id,
      at: now,
      kind: "submitted",
      role: "applicant",
      actorId: accountId,
    });
  });
}
