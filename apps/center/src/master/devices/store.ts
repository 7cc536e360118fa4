import { knownModelSchema, firstCatalogue } from "@madoguchi/contract/known-models";
import type { KnownModel } from "@madoguchi/contract/known-models";
import type { Executor, Tx } from "@madoguchi/platform";
import { sql } from "kysely";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";

type CatalogueTable = {
  id: string;
  validFrom: Temporal.PlainDate;
  models: unknown;
  recordedAt: Temporal.Instant;
  recordedBy: string;
};

declare module "@madoguchi/platform" {
  interface Tables {
    deviceCatalogue: CatalogueTable;
  }
}

export type CatalogueVersion = Omit<CatalogueTable, "models"> & {
  readonly models: readonly KnownModel[];
};

const modelsSchema = z.array(knownModelSchema);

/** The one place from which everybody has it. */
export async function deviceCatalogueOn(
  executor: Executor,
  day: Temporal.PlainDate,
): Promise<readonly KnownModel[]> {
  const version = await executor
    .selectFrom("deviceCatalogue")
    .select("models")
    .where("validFrom", "<=", day)
    .orderBy("validFrom", "desc")
    .orderBy("recordedAt", "desc")
    .limit(1)
    .executeTakeFirst();

  return version ? modelsSchema.parse(version.models) : firstCatalogue;
}

/** The newest first; those that lie ahead, too. */
export async function catalogueVersions(executor: Executor): Promise<CatalogueVersion[]> {
  const versions = await executor
    .selectFrom("deviceCatalogue")
    .selectAll()
    .orderBy("validFrom", "desc")
    .orderBy("recordedAt", "desc")
    .execute();

  return versions.map((version) => ({ ...version, models: modelsSchema.parse(version.models) }));
}

export async function newestCatalogue(tx: Tx): Promise<string | null> {
  const version = await tx
    .selectFrom("deviceCatalogue")
    .select("id")
    .orderBy("recordedAt", "desc")
    .limit(1)
    .executeTakeFirst();

  return version?.id ?? null;
}

export async function insertCatalogue(tx: Tx, version: CatalogueVersion): Promise<void> {
  const models = sql`${JSON.stringify(version.models)}::jsonb`;
  await tx
    .insertInto("deviceCatalogue")
    .values({ ...version, models })
    .execute();
}
