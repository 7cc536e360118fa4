/** The books against everything else that tells of the same money, at one moment. */
import type { Executor } from "@madoguchi/platform";
import { sql } from "kysely";
import type { LedgerAccount } from "../rules/ledger.ts";

export type Books = {
  readonly programmeCode: string;
  readonly account: LedgerAccount;
  /** As the database keeps it with every movement. */
  readonly balanceYen: number;
  /** Added up anew from the journal. */
  readonly journalYen: number;
  /** What payments and revocations say that it must be; null where they say nothing: what is left, and what is outside. */
  readonly recordsYen: number | null;
};

/** One statement, so that all three figures are of the same moment, whatever is being done meanwhile. */
export async function booksOf(executor: Executor): Promise<readonly Books[]> {
  const { rows } = await sql<Books>`
    with moved as (
      select programme_code, side.account, sum(side.yen) as yen
      from grant_ledger
      cross join lateral (values (debit, yen), (credit, -yen)) side (account, yen)
      group by programme_code, side.account
    ),
    last_payment as (
      select distinct on (application_id) application_id, state, amount_yen
      from grant_payment order by application_id, attempt desc
    ),
    standing as (
      select application.programme_code,
        case
          when payment.state = 'batched' then 'transfer'
          when payment.state = 'paid' then 'paid'
          when payment.state in ('due', 'bounced') and revocation.confirmed_at is null then 'committed'
        end as account,
        payment.amount_yen
          - case when payment.state = 'paid' and revocation.due_on is not null then revocation.principal_yen else 0 end
          as yen
      from last_payment payment
      join grant_application application on application.id = payment.application_id
      left join grant_revocation revocation on revocation.application_id = payment.application_id
      union all
      select application.programme_code,
        case when revocation.received_on is null then 'demanded' else 'returned' end,
        revocation.principal_yen
      from grant_revocation revocation
      join grant_application application on application.id = revocation.application_id
      where revocation.due_on is not null
      union all
      select application.programme_code, 'interest', revocation.interest_yen
      from grant_revocation revocation
      join grant_application application on application.id = revocation.application_id
      where revocation.received_on is not null
    ),
    told as (
      select programme_code, account, sum(yen) as yen from standing where account is not null
      group by programme_code, account
    )
    select programme_code as "programmeCode", account,
      coalesce(grant_balance.yen, 0)::bigint as "balanceYen",
      coalesce(moved.yen, 0)::bigint as "journalYen",
      case when account in ('outside', 'available') then null else coalesce(told.yen, 0)::bigint end as "recordsYen"
    from grant_balance
    full join moved using (programme_code, account)
    full join told using (programme_code, account)
    order by programme_code, account`.execute(executor);

  return rows;
}
