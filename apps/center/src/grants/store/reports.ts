/** The books by days: what each account held and moved, and what a programme did in a span of days. */
import { deadline, startOfDay } from "@madoguchi/notation";
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { AccountLine, ReportFact, Span } from "../rules/report.ts";

export type ProgrammeLine = AccountLine & { readonly programmeCode: string };

/** Of every account that ever moved, in the order of programmes and accounts. */
export async function trialBalance(
  executor: Executor,
  { from, until }: Span,
): Promise<ProgrammeLine[]> {
  const { rows } = await sql<ProgrammeLine>`
    select programme_code as "programmeCode", side.account,
      coalesce(sum(side.debit - side.credit) filter (where at < ${startOfDay(from)}), 0)::bigint as "openingYen",
      coalesce(sum(side.debit) filter (where at >= ${startOfDay(from)}), 0)::bigint as "debitYen",
      coalesce(sum(side.credit) filter (where at >= ${startOfDay(from)}), 0)::bigint as "creditYen",
      sum(side.debit - side.credit)::bigint as "closingYen"
    from grant_ledger
    cross join lateral (values (debit, yen, 0), (credit, 0, yen)) side (account, debit, credit)
    where at < ${deadline(until)}
    group by programme_code, side.account
    order by programme_code, side.account`.execute(executor);

  return rows;
}

/** Money from the journal alone; applications and refusals, which move none, from their own rows. */
export async function reportFacts(
  executor: Executor,
  programmeCode: string,
  { from, until }: Span,
): Promise<ReportFact[]> {
  const start = startOfDay(from);
  const end = deadline(until);
  const { rows } = await sql<ReportFact>`
    with told as (
      select application_id, at, step.measure, step.figure
      from grant_ledger
      cross join lateral (values
        ('decision', 'approvedYen', yen), ('decision-revoked', 'revokedYen', yen),
        ('paid', 'paid', 1), ('paid', 'paidYen', yen), ('recalled', 'paid', -1), ('recalled', 'paidYen', -yen),
        ('demanded', 'demandedYen', yen), ('returned', 'returned', 1), ('returned', 'returnedYen', yen),
        ('interest', 'interestYen', yen)
      ) step (cause, measure, figure)
      where programme_code = ${programmeCode} and at >= ${start} and at < ${end} and step.cause = grant_ledger.cause
      union all
      select application_id, submitted_at, 'applied', 1
      from grant_submission where number = 1 and submitted_at >= ${start} and submitted_at < ${end}
      union all
      select application_id, decided_at, kind, 1
      from grant_decision where decided_at >= ${start} and decided_at < ${end}
    )
    select facility.kind as "facilityKind", facility.prefecture_code as "prefectureCode",
      to_char(told.at at time zone 'Asia/Tokyo', 'YYYY-MM') as month, told.measure, sum(told.figure)::bigint as figure
    from told
    join grant_application application on application.id = told.application_id
    join facility on facility.id = application.facility_id
    where application.programme_code = ${programmeCode}
    group by 1, 2, 3, 4
    order by 1, 2, 3, 4`.execute(executor);

  return rows;
}
