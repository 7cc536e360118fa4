-- What a facility notifies of itself: 休止, 再開, 廃止, and changes of its details, its founder and its code.

create table facility_procedure (
  id           uuid primary key,
  facility_id  uuid not null references facility (id),
  kind         text not null check (kind in ('suspend', 'resume', 'close', 'details', 'founder', 'code')),
  -- waiting and returned: an official's word is needed; scheduled: nothing but the day is waited for
  state        text not null check (state in ('waiting', 'returned', 'scheduled', 'done', 'withdrawn')),
  effective_on date not null,
  -- the new values by field; nothing where only the day counts
  change       jsonb not null,
  submitted_at timestamptz not null,
  updated_at   timestamptz not null,
  version      integer not null default 1
);
create index facility_procedure_facility on facility_procedure (facility_id, submitted_at);
create index facility_procedure_queue on facility_procedure (state, submitted_at);
create index facility_procedure_due on facility_procedure (effective_on) where state = 'scheduled';
-- One of a kind at a time.
create unique index facility_procedure_open on facility_procedure (facility_id, kind)
  where state in ('waiting', 'returned', 'scheduled');

create table facility_procedure_event (
  id           uuid primary key,
  procedure_id uuid not null references facility_procedure (id),
  at           timestamptz not null,
  kind         text not null check (kind in ('submitted', 'approved', 'returned', 'withdrawn', 'done')),
  role         text not null check (role in ('applicant', 'reviewer', 'system')),
  actor_id     uuid references account (id),
  reason       text,
  check ((role = 'system') = (actor_id is null)),
  check ((kind = 'returned') = (reason is not null))
);
create index facility_procedure_event_procedure on facility_procedure_event (procedure_id, at);
