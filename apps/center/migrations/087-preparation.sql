-- What a returned application is told field by field, the chosen way of reading cards, and reminders.

-- The official's words to single fields, by field name. A field without words may still be marked.
alter table usage_application_event add column remarks jsonb not null default '{}';

-- The answers about devices and the way that the facility took; choosing again replaces it.
create table device_choice (
  facility_id uuid primary key references facility (id),
  way         text not null check (way in ('pc', 'smartphone', 'tablet')),
  -- by question, as the questions were then
  answers     jsonb not null,
  chosen_at   timestamptz not null,
  account_id  uuid not null references account (id)
);

-- Every reminder that was sent. Each mail's link stops further ones without signing in; only the hash of its token is kept.
create table preparation_reminder (
  id          uuid primary key,
  facility_id uuid not null references facility (id),
  kind        text not null check (kind in ('next-step', 'go-live')),
  token_hash  bytea not null unique,
  sent_at     timestamptz not null
);
create index preparation_reminder_facility on preparation_reminder (facility_id, sent_at);

-- Facilities that want none.
create table preparation_reminder_stop (
  facility_id uuid primary key references facility (id),
  stopped_at  timestamptz not null
);
