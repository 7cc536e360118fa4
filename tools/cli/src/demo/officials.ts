/** Officials (架空) beside the two who decide: three who administer, so that each change has its two, one who audits, and one for each other role. */
import { seeding } from "@madoguchi/center";
import type { OfficialRole } from "@madoguchi/center";
import { hashPassword, systemClock, transaction } from "@madoguchi/platform";
import type { Db, Seal } from "@madoguchi/platform";
import { demoPassword, officialsSince, totpOf } from "./desk.ts";
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
  { key: "kakunin", name: "確認 四郎", roles: ["reviewer"] },
  { key: "kettei", name: "決定 五月", roles: ["approver"] },
  { key: "shiharai", name: "支払 六郎", roles: ["payer"] },
  { key: "koho", name: "広報 七海", roles: ["editor"] },
  { key: "sodan", name: "相談 八重", roles: ["callCenter"] },
  { key: "hoken", name: "保険 九郎", roles: ["insurerDesk"] },
];

/** Nothing for who is there already. */
export async function seedOfficials(db: Db, seal: Seal): Promise<void> {
  const passwordHash = await hashPassword(demoPassword);
  for (const { key, name, roles } of officials) {
    const mail = `${key}@example.jp`;
    await transaction(db, async (tx) => {
      if (await seeding.findAccountByMail(tx, mail)) return;
      const id = stableId(`account:${key}`);
      const createdAt = officialsSince();
      await seeding.insertOfficial(tx, { id, mail, name, passwordHash, createdAt, roles });
      const center = { seal, clock: systemClock };
      await seeding.insertConfirmedTotp(center, tx, id, totpOf(key));
    });
  }
}
