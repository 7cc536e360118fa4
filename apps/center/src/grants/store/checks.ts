/** What other applications say, for the hints of a review. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { EnteredDevice } from "../../master/index.ts";
import type { CostLine } from "../rules/amount.ts";
import { deviceName } from "../rules/hints.ts";
import type { AlikeLine, UsualPrice } from "../rules/hints.ts";

/** Lines with the day and the amount of one of these, in the newest submissions of all other applications. */
export async function linesAlikeElsewhere(
  executor: Executor,
  applicationId: string,
  lines: readonly CostLine[],
): Promise<AlikeLine[]> {
  if (lines.length === 0) return [];

  return executor
    .selectFrom("grantLine")
    .innerJoin("grantSubmission", "grantSubmission.id", "grantLine.submissionId")
    .innerJoin("grantProgramme", "grantProgramme.id", "grantSubmission.programmeId")
    .select([
      "grantLine.purchasedOn",
      "grantLine.amountYen",
      "grantLine.shop",
      "grantLine.receiptNumber",
      "grantSubmission.facilityName",
      "grantProgramme.name as programmeName",
    ])
    .distinct()
    .where("grantSubmission.applicationId", "<>", applicationId)
    .where(({ eb, or, and }) =>
      or(
        lines.flatMap(({ purchasedOn, amountYen, receiptNumber }) => [
          and([
            eb("grantLine.purchasedOn", "=", purchasedOn),
            eb("grantLine.amountYen", "=", amountYen),
          ]),
          ...(receiptNumber === ""
            ? []
            : [
                and([
                  eb("grantLine.receiptNumber", "<>", ""),
                  eb("grantLine.receiptNumber", "=", receiptNumber),
                ]),
              ]),
        ]),
      ),
    )
    .limit(50)
    .execute();
}

/** The middle price of one piece of each kind, over the newest thousand lines of others. */
export async function usualPrices(
  executor: Executor,
  applicationId: string,
): Promise<UsualPrice[]> {
  return executor
    .with("recent", (db) =>
      db
        .selectFrom("grantLine")
        .innerJoin("grantSubmission", "grantSubmission.id", "grantLine.submissionId")
        .select(["grantLine.item", "grantLine.amountYen", "grantLine.quantity"])
        .where("grantSubmission.applicationId", "<>", applicationId)
        .orderBy("grantSubmission.submittedAt", "desc")
        .limit(1000),
    )
    .selectFrom("recent")
    .select([
      "item",
      sql<number>`round(percentile_cont(0.5) within group (order by amount_yen::numeric / quantity))::int`.as(
        "medianYen",
      ),
      sql<number>`count(*)::int`.as("count"),
    ])
    .groupBy("item")
    .execute();
}

/** Card readers of applications that wait for a decision, as they were entered. */
export async function openReaders(executor: Executor): Promise<EnteredDevice[]> {
  const rows = await executor
    .selectFrom("grantApplication")
    .innerJoin("facility", "facility.id", "grantApplication.facilityId")
    .innerJoin("grantSubmission", (join) =>
      join.onRef("grantSubmission.applicationId", "=", "grantApplication.id").on((eb) =>
        eb(
          "grantSubmission.number",
          "=",
          eb
            .selectFrom("grantSubmission as newest")
            .select((inner) => inner.fn.max("newest.number").as("number"))
            .whereRef("newest.applicationId", "=", "grantApplication.id"),
        ),
      ),
    )
    .innerJoin("grantLine", "grantLine.submissionId", "grantSubmission.id")
    .select([
      "grantApplication.id",
      "facility.name as facilityName",
      "grantLine.maker",
      "grantLine.product",
      "grantLine.model",
    ])
    .where("grantApplication.state", "in", ["submitted", "returned"])
    .where("grantLine.item", "=", "reader")
    .orderBy("facility.name")
    .orderBy("grantApplication.id")
    .execute();

  return rows.map(({ id, facilityName, ...line }) => ({
    name: deviceName(line),
    facilityName,
    href: `/office/grants/${id}`,
  }));
}
