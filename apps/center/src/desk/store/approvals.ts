/** Who approved what was handed in. */
import type { Executor, Tx } from "@madoguchi/platform";
import type { Temporal } from "temporal-polyfill";

declare module "@madoguchi/platform" {
  interface Tables {
    deskApproval: {
      aboutId: string;
      officialId: string;
      itemId: string;
      approvedAt: Temporal.Instant;
    };
  }
}

export type Approval = {
  readonly officialId: string;
  readonly officialName: string;
  readonly approvedAt: Temporal.Instant;
};

/** The first one first. */
export async function approvalsOf(executor: Executor, aboutId: string): Promise<Approval[]> {
  return executor
    .selectFrom("deskApproval")
    .innerJoin("account", "account.id", "deskApproval.officialId")
    .select(["deskApproval.officialId", "deskApproval.approvedAt"])
    .select("account.name as officialName")
    .where("deskApproval.aboutId", "=", aboutId)
    .orderBy("deskApproval.approvedAt")
    .orderBy("deskApproval.officialId")
    .execute();
}

export async function insertApproval(
  tx: Tx,
  approval: Omit<Approval, "officialName"> & { readonly aboutId: string; readonly itemId: string },
): Promise<void> {
  await tx.insertInto("deskApproval").values(approval).execute();
}

export async function deleteApproval(
  tx: Tx,
  aboutId: string,
  officialId: string,
): Promise<boolean> {
  const result = await tx
    .deleteFrom("deskApproval")
    .where("aboutId", "=", aboutId)
    .where("officialId", "=", officialId)
    .executeTakeFirst();

  return result.numDeletedRows === 1n;
}
