/** What was applied for under a programme, for comparing rules. */
import type { Executor } from "@madoguchi/platform";
import type { PastApplication } from "../rules/comparison.ts";
import { versionsOf } from "./programmes.ts";

/** The newest submission of each application, the newest of these first. */
export async function pastApplications(
  executor: Executor,
  code: string,
  limit: number,
): Promise<PastApplication[]> {
  const programmes = new Map((await versionsOf(executor, code)).map((each) => [each.id, each]));
  const submissions = await executor
    .selectFrom("grantApplication")
    .innerJoin("grantSubmission", "grantSubmission.applicationId", "grantApplication.id")
    .innerJoin("facility", "facility.id", "grantApplication.facilityId")
    .select([
      "grantSubmission.id as submissionId",
      "grantSubmission.programmeId",
      "grantSubmission.submittedAt",
      "grantSubmission.facilityName",
      "grantApplication.id",
      "grantApplication.state",
      "facility.kind as facilityKind",
    ])
    .where("grantApplication.programmeCode", "=", code)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom("grantSubmission as later")
            .select("later.id")
            .whereRef("later.applicationId", "=", "grantApplication.id")
            .whereRef("later.number", ">", "grantSubmission.number"),
        ),
      ),
    )
    .orderBy("grantSubmission.submittedAt", "desc")
    .orderBy("grantSubmission.id", "desc")
    .limit(limit)
    .execute();
  if (submissions.length === 0) return [];
  const lines = await executor
    .selectFrom("grantLine")
    .select(["submissionId", "item", "amountYen", "otherYen", "tax"])
    .where(
      "submissionId",
      "in",
      submissions.map(({ submissionId }) => submissionId),
    )
    .execute();
  const linesOf = Map.groupBy(lines, ({ submissionId }) => submissionId);
  const papers = await executor
    .selectFrom("grantSubmissionReceipt")
    .innerJoin("grantReceipt", "grantReceipt.id", "grantSubmissionReceipt.receiptId")
    .select(["grantSubmissionReceipt.submissionId", "grantReceipt.paper"])
    .distinct()
    .where(
      "grantSubmissionReceipt.submissionId",
      "in",
      submissions.map(({ submissionId }) => submissionId),
    )
    .execute();
  const papersOf = Map.groupBy(papers, ({ submissionId }) => submissionId);

  return submissions.flatMap(({ submissionId, programmeId, ...application }) => {
    const programme = programmes.get(programmeId);

    if (!programme) return [];
    const sent = papersOf.get(submissionId) ?? [];

    return [
      {
        ...application,
        programme,
        lines: linesOf.get(submissionId) ?? [],
        papers: sent.map(({ paper }) => paper),
      },
    ];
  });
}

/** Drafts under this programme: what is submitted of them is judged by the version of that day. */
export async function draftsUnder(
  executor: Executor,
  code: string,
): Promise<readonly { readonly facilityKind: string; readonly count: number }[]> {
  const rows = await executor
    .selectFrom("grantApplication")
    .innerJoin("facility", "facility.id", "grantApplication.facilityId")
    .select(({ fn }) => ["facility.kind as facilityKind", fn.countAll<number>().as("count")])
    .where("grantApplication.programmeCode", "=", code)
    .where("grantApplication.state", "=", "draft")
    .groupBy("facility.kind")
    .execute();

  return rows.map(({ facilityKind, count }) => ({ facilityKind, count: Number(count) }));
}
