/** Two made-up addresses at which mail did not arrive: one is still tried, one is not any more. */
import { seeding } from "@madoguchi/center";
import { transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { Temporal } from "temporal-polyfill";

const addresses = [
  { address: "goro@example.jp", status: "5.1.1", failures: 3, isStopped: true },
  { address: "mae-no-tanto@example.jp", status: "5.2.2", failures: 1, isStopped: false },
] as const;

export async function seedUnreachable(db: Db): Promise<void> {
  const now = Temporal.Now.instant();
  await transaction(db, async (tx) => {
    for (const { address, status, failures, isStopped } of addresses) {
      for (let left = failures; left > 0; left -= 1) {
        const at = now.subtract({ hours: 24 * left });
        const { id } = await seeding.countFailure(tx, { address, status, at });
        if (left === 1 && isStopped) await seeding.setStopped(tx, id, at);
      }
    }
  });
}
