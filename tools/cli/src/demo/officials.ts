/** Officials (架空) beside the two who decide: three who administer, so that each change has its two, and one who audits. */
import { seeding } from "@madoguchi/center";
import type { OfficialRole } from "@madoguchi/center";
import { hashPassword, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Seal } from "@madoguchi/platform";
import { demoPassword, totpOf } from "./desk.ts";
import { stableId } from "./stable-id.ts";

type Official = {
  /** What comes before the @ of their address. */
  readonly key: string;
  readonly name: string;
  readonly roles: readonly OfficialRole[];
};

const officials: readonly Official[] = [
  { key: "kanri1", name: "管理 和子", roles: ["administrator"] },
  { key: "kanri2", name: "管理 次男", roles: ["administrator"] },
  { key: "kanri3", name: "管理 三恵", roles: ["administrator"] },
  { key: "kansa", name: "監査 正", roles: ["auditor"] },
];

/** Nothing for who is there already. */
export async function seedOfficials(db: Db, seal: Seal): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  for (const { key, name, roles } of officials) {
    const mail = `${key}@example.jp`;
    await transaction(db, async (tx) => {
      if (await seeding.findAccountByMail(tx, mail)) return;
      const id = stableId(`account:${key}`);
      const createdAt = systemClock.now();
      await seeding.insertOfficial(tx, { id, mail, name, passwordHash, createdAt, roles });
      const center = { seal, clock: systemClock };
      await seeding.insertConfirmedTotp(center, tx, id, totpOf(key));
    });
  }
}
