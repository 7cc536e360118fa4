-- Usage applications that a rule may approve, with no official deciding.

-- Per kind of facility, as versions. A version is proposed by one official and made true by another (`proposal`). The newest
-- that has begun holds: whoever stops a rule stops also what was planned before.
create table straight_terms (
  id             uuid primary key,
  kind           text not null,
  version        integer not null,
  -- the first day in Tokyo
  effective_from date not null,
  is_on          boolean not null,
  -- of a hundred spotless ones, how many go to people
  sample_percent integer not null check (sample_percent between 1 and 100),
  -- for how many minutes anybody of the office can stop what the rule approved; never none
  hold_minutes   integer not null check (hold_minutes between 10 and 1440),
  unique (kind, version)
);
insert into straight_terms (id, kind, version, effective_from, is_on, sample_percent, hold_minutes)
  select gen_random_uuid(), kind, 1, '2024-01-01', false, 10, 60
  from unnest(array['medical', 'dental', 'pharmacy', 'treatment', 'checkup', 'midwifery']) as kind;

-- What the rule found of one thing that was handed in, once.
create table straight_judgment (
  -- the event with which it was handed in
  about_id       uuid primary key references usage_application_event (id),
  application_id uuid not null references usage_application (id),
  terms_id       uuid not null references straight_terms (id),
  judged_at      timestamptz not null,
  -- each condition, whether it held, and the evidence
  findings       jsonb not null,
  -- the draw of the sample, so that it can be worked out again
  seed           text not null,
  drawn          integer not null check (drawn between 0 and 99),
  -- null: approved by the rule; else why people decide
  left_because   text check (left_because in ('rules', 'sample', 'official'))
);
create index straight_judgment_application on straight_judgment (application_id, judged_at);
create index straight_judgment_at on straight_judgment (judged_at);

-- While it judges, the rule holds the case as an official would.
alter table desk_claim alter column official_id drop not null;

-- What a rule decided names the rule, and no official.
alter table desk_held
  alter column official_id drop not null,
  add column rule text,
  add check ((official_id is null) = (rule is not null)),
  add check (rule is null or answer ->> 'action' = 'approve');

alter table usage_application_event alter column actor_id drop not null;
alter table usage_application_event drop constraint usage_application_event_role_check;
alter table usage_application_event
  add check (role in ('applicant', 'reviewer', 'rule')),
  add check ((role = 'rule') = (actor_id is null)),
  add check (role <> 'rule' or kind = 'approved');

-- Without approvers only what the rule found spotless, that was held, and that nobody stopped.
create or replace function usage_application_has_approvers() returns trigger language plpgsql as $$
declare
  about uuid;
begin
  select id into about from usage_application_event
    where application_id = new.id and form is not null order by at desc, id desc limit 1;
  if not desk_has_approvers('usage-application', about, new.decided_at)
    and not exists (
      select from straight_judgment judgment
      join desk_held held on held.about_id = judgment.about_id
      where judgment.about_id = about and judgment.left_because is null
        and held.rule is not null and held.state = 'held' and held.effective_at <= new.decided_at)
  then
    raise exception 'usage application % lacks approvers', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;

-- Answers of a rule are counted beside those of people, not among them.
alter table answer_time drop constraint answer_time_work_check;
alter table answer_time add check (
  work in ('usage-application', 'usage-application-by-rule', 'grant', 'procedure', 'inquiry'));
