/** A proposal that nobody can read any more. */
import { newId, systemClock, transaction } from "@madoguchi/platform";
import type { Db } from "@madoguchi/platform";
import { insertProposal } from "./index.ts";

/** By somebody who has an account. @returns its id */
export async function insertUnreadable(db: Db, subject: string): Promise<string> {
  const id = newId();
  const { id: proposedBy } = await db
    .selectFrom("account")
    .select("id")
    .limit(1)
    .executeTakeFirstOrThrow();
  await transaction(db, (tx) =>
    insertProposal(tx, {
      id,
      subject,
      key: "old",
      basedOn: null,
      content: { since: "another year" },
      needsTwo: false,
      state: "proposed",
      proposedBy,
      proposedAt: systemClock.now(),
      decidedBy: null,
      decidedAt: null,
      became: null,
    }),
  );

  return id;
}
