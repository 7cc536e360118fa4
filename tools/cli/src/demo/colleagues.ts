/** Two more people of the demo's facility (架空): one for the money, and one who is at the counter of two facilities. */
import { seeding } from "@madoguchi/center";
import type { FacilityRole } from "@madoguchi/center";
import { hashPassword, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";
import { demoFacilityCode, demoSignIns, openedCode } from "./desk.ts";
import { stableId } from "./stable-id.ts";

type Colleague = {
  readonly name: string;
  readonly mail: string;
  readonly password: string;
  readonly roles: readonly FacilityRole[];
  /** Codes of the facilities, the first joined first. */
  readonly facilities: readonly string[];
};

const [, , , , accountant, receptionist] = demoSignIns;

const colleagues: readonly Colleague[] = [
  {
    name: "経理 二郎",
    mail: accountant.id,
    password: accountant.password,
    roles: ["accounting"],
    facilities: [demoFacilityCode],
  },
  {
    name: "併設 夏子",
    mail: receptionist.id,
    password: receptionist.password,
    roles: ["reception"],
    facilities: [demoFacilityCode, openedCode],
  },
];

/** Nothing for who is there already. */
export async function seedColleagues(db: Db): Promise<void> {
  for (const { name, mail, password, roles, facilities } of colleagues) {
    const passwordHash = await hashPassword(password);
    await transaction(db, async (tx) => {
      if (await seeding.findAccountByMail(tx, mail)) return;
      const accountId = stableId(`account:${mail}`);
      const createdAt = Temporal.Now.instant();
      await seeding.insertAccount(tx, {
        id: accountId,
        realm: "facility",
        mail,
        name,
        passwordHash,
        createdAt,
      });
      for (const [nth, code] of facilities.entries()) {
        const facility = await seeding.findFacilityByCode(tx, code);
        const joinedAt = createdAt.add({ seconds: nth });
        if (facility) {
          await seeding.insertMembership(tx, {
            accountId,
            facilityId: facility.id,
            roles,
            joinedAt,
          });
        }
      }
    });
  }
}
