-- The money of a programme: every movement is one row that names where it comes from and where it goes, so the
-- books balance by their shape; and no account but the one outside can owe anything, so nothing is given twice.
create table grant_ledger (
  id             uuid primary key,
  -- The order of the journal.
  number         bigint generated always as identity unique,
  programme_code text not null,
  at             timestamptz not null,
  cause          text not null,
  -- 借方: where it goes; 貸方: where it comes from.
  debit          text not null,
  credit         text not null check (credit <> debit),
  yen            bigint not null check (yen > 0),
  application_id uuid references grant_application (id)
);
create index grant_ledger_programme on grant_ledger (programme_code, number);
create index grant_ledger_application on grant_ledger (application_id);

create table grant_balance (
  programme_code text not null,
  account        text not null check (account in (
    'outside', 'available', 'committed', 'transfer', 'paid', 'demanded', 'returned', 'interest'
  )),
  yen            bigint not null,
  primary key (programme_code, account),
  constraint grant_balance_covered check (yen >= 0 or account = 'outside')
);

create function grant_ledger_move() returns trigger language plpgsql as $$
begin
  insert into grant_balance values (new.programme_code, new.debit, 0), (new.programme_code, new.credit, 0)
    on conflict do nothing;
  -- Always in the same order, so that two movements do not wait for each other.
  perform from grant_balance
    where programme_code = new.programme_code and account in (new.debit, new.credit)
    order by account for update;
  update grant_balance
    set yen = yen + case account when new.debit then new.yen else -new.yen end
    where programme_code = new.programme_code and account in (new.debit, new.credit);
  return null;
end $$;
create trigger grant_ledger_move after insert on grant_ledger for each row execute function grant_ledger_move();

create function grant_ledger_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the ledger is only added to' using errcode = 'restrict_violation';
end $$;
create trigger grant_ledger_stays before update or delete on grant_ledger
  for each row execute function grant_ledger_stays();

-- The books begin with what was decided before there were any.
insert into grant_ledger (id, programme_code, at, cause, debit, credit, yen, application_id)
select gen_random_uuid(), application.programme_code, decision.decided_at, step.cause, step.debit, step.credit,
  decision.amount_yen, decision.application_id
from grant_decision decision
join grant_application application on application.id = decision.application_id
cross join (values
  (1, 'budget', 'available', 'outside'), (2, 'decision', 'committed', 'available')
) step (position, cause, debit, credit)
where decision.kind = 'approved' and decision.amount_yen > 0
order by step.position, decision.decided_at;
