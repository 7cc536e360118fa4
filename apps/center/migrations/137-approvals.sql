-- Who approved, and what was decided and has not taken effect yet.

-- An approval is of one thing that was handed in. What is handed in again is another one, so those given before count no more;
-- the key lets nobody approve the same twice.
create table desk_approval (
  about_id    uuid not null,
  official_id uuid not null references account (id),
  item_id     uuid not null,
  approved_at timestamptz not null,
  primary key (about_id, official_id)
);
create index desk_approval_item on desk_approval (item_id, official_id);

create table desk_held (
  id           uuid primary key,
  work         text not null,
  item_id      uuid not null,
  facility_id  uuid not null references facility (id),
  -- of the case, as it was decided on
  version      integer not null,
  -- what was handed in
  about_id     uuid not null,
  official_id  uuid not null references account (id),
  answer       jsonb not null,
  decided_at   timestamptz not null,
  -- until then it can be taken back
  effective_at timestamptz not null,
  -- done: it took effect; dropped: the case was no longer as it had been decided on
  state        text not null check (state in ('held', 'done', 'undone', 'dropped')),
  ended_at     timestamptz,
  undone_by    uuid references account (id),
  check (decided_at <= effective_at),
  check ((state = 'held') = (ended_at is null)),
  check ((state = 'undone') = (undone_by is not null))
);
create unique index desk_held_open on desk_held (work, item_id) where state = 'held';
create index desk_held_effect on desk_held (effective_at) where state = 'held';
create index desk_held_item on desk_held (work, item_id, decided_at);

-- An approval decides only with as many different officials behind it as the terms of the day ask for, whichever program
-- writes it.
create function desk_has_approvers(case_work text, about uuid, at timestamptz) returns boolean
language sql stable as $$
  select (select count(*) from desk_approval where about_id = about) >= (
      select approvers from desk_terms
      where work = case_work and effective_from <= (at at time zone 'Asia/Tokyo')::date
      order by effective_from desc limit 1)
$$;

create function usage_application_has_approvers() returns trigger language plpgsql as $$
begin
  if not desk_has_approvers('usage-application', (
    select id from usage_application_event where application_id = new.id and form is not null
    order by at desc, id desc limit 1
  ), new.decided_at) then
    raise exception 'usage application % lacks approvers', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger usage_application_has_approvers before update on usage_application
  for each row when (old.state = 'submitted' and new.state = 'approved')
  execute function usage_application_has_approvers();

create function facility_procedure_has_approvers() returns trigger language plpgsql as $$
begin
  if not desk_has_approvers('procedure', (
    select id from facility_procedure_event where procedure_id = new.id and kind = 'submitted'
    order by at desc, id desc limit 1
  ), new.updated_at) then
    raise exception 'procedure % lacks approvers', new.id using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger facility_procedure_has_approvers before update on facility_procedure
  for each row when (old.state = 'waiting' and new.state = 'scheduled')
  execute function facility_procedure_has_approvers();
