/** Between people's names and the ids that the record holds. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import { z } from "zod";

/** More people of one name than this are not told apart by it. */
const MOST = 200;

/** By a part of the name, or by the whole address. */
export async function accountsNamed(executor: Executor, text: string): Promise<string[]> {
  const rows = await executor
    .selectFrom("account")
    .select("id")
    .where(({ eb, or }) =>
      or([
        eb("mail", "=", text.toLowerCase()),
        sql<boolean>`strpos(normalize(name, nfkc), normalize(${text}, nfkc)) > 0`,
      ]),
    )
    .orderBy("id")
    .limit(MOST)
    .execute();

  return rows.map(({ id }) => id);
}

/** @param ids also such as are no accounts'; these have no name */
export async function namesOf(
  executor: Executor,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const accounts = [...new Set(ids)].filter((id) => z.uuid().safeParse(id).success);
  if (accounts.length === 0) return new Map();
  const rows = await executor
    .selectFrom("account")
    .select(["id", "name"])
    .where("id", "in", accounts)
    .execute();

  return new Map(rows.map(({ id, name }) => [id, name]));
}
