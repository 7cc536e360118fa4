-- What a programme says besides: which way it rounds, how often one may apply, what there is to give.
alter table grant_programme
  add column rounding text not null default 'down' check (rounding in ('down', 'up', 'nearest')),
  add column once_per_facility boolean not null default true,
  -- Null where it is not known, or not limited.
  add column budget_yen bigint check (budget_yen > 0),
  -- When nothing is left: no new application, or applications that wait for money.
  add column when_exhausted text not null default 'close' check (when_exhausted in ('close', 'queue')),
  -- 加算金 on what is paid back, in hundredths of a per cent a year; null where none is asked.
  add column repayment_interest_bp integer check (repayment_interest_bp between 0 and 10000);
alter table grant_programme
  alter column rounding drop default,
  alter column once_per_facility drop default,
  alter column when_exhausted drop default;

-- Two people decide about money. This is the office's own rule, so it holds for the versions that stand as well.
update grant_programme set approvals_required = 2 where approvals_required < 2;
alter table grant_programme add constraint grant_programme_two_approvers check (approvals_required >= 2);

-- An approval decides only with as many different officials behind it as the programme asks for,
-- whichever program writes it.
create function grant_decision_has_approvers() returns trigger language plpgsql as $$
begin
  if new.kind = 'approved' and (
    select count(*) from grant_approval where submission_id = new.submission_id
  ) < (
    select programme.approvals_required
    from grant_submission submission join grant_programme programme on programme.id = submission.programme_id
    where submission.id = new.submission_id
  ) then
    raise exception 'grant % lacks approvers', new.application_id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger grant_decision_has_approvers before insert or update on grant_decision
  for each row execute function grant_decision_has_approvers();

-- Where a programme lets a facility apply more than once, only one application at a time is under way.
alter table grant_application add column once boolean not null default true;
alter table grant_application alter column once drop default;
drop index grant_application_once;
create unique index grant_application_once on grant_application (facility_id, programme_code)
  where state <> 'refused' and (once or state <> 'approved');
