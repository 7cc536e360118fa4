-- 準備作業: the usage application with its history, and what people tick by hand.

create table usage_application (
  id           uuid primary key,
  facility_id  uuid not null references facility (id),
  state        text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'refused')),
  -- what was typed, by field name, and the version of the form it was typed into
  form         jsonb not null,
  form_version integer not null,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  -- the last time it was handed in
  submitted_at timestamptz,
  decided_at   timestamptz,
  version      integer not null default 1,
  check ((state = 'draft') = (submitted_at is null)),
  check ((state in ('approved', 'refused')) = (decided_at is not null))
);
-- One at a time; after a refusal a facility may apply anew.
create unique index usage_application_current on usage_application (facility_id) where state <> 'refused';
create index usage_application_queue on usage_application (state, submitted_at);

create table usage_application_event (
  id             uuid primary key,
  application_id uuid not null references usage_application (id),
  at             timestamptz not null,
  kind           text not null check (kind in ('submitted', 'returned', 'approved', 'refused')),
  role           text not null check (role in ('applicant', 'reviewer')),
  actor_id       uuid not null references account (id),
  reason         text,
  -- the fields a return points at
  fields         jsonb not null,
  -- the form as it was handed in
  form           jsonb,
  check ((kind in ('returned', 'refused')) = (reason is not null)),
  check ((kind = 'submitted') = (form is not null))
);
create index usage_application_event_application on usage_application_event (application_id, at);

create table checklist_tick (
  facility_id uuid not null references facility (id),
  item        text not null,
  ticked_at   timestamptz not null,
  account_id  uuid not null references account (id),
  primary key (facility_id, item)
);
