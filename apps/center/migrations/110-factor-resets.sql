-- Taking a person's second factors away when they have lost them all: asked for, checked by one official over the telephone,
-- approved by another, and waited for, so that the person can stop what they did not ask for.
create table factor_reset (
  id             uuid primary key,
  account_id     uuid not null references account (id),
  state          text not null
    check (state in ('asked', 'checked', 'waiting', 'done', 'declined', 'stopped')),
  reason         text not null check (reason in ('lost', 'replaced', 'broken', 'other')),
  started_as     text not null check (started_as in ('person', 'administrator', 'official')),
  started_by     uuid not null references account (id),
  started_at     timestamptz not null,
  -- Where the official called back, at the number that the record of the facility had then, and with whom they spoke.
  facility_id    uuid references facility (id),
  phone          text,
  spoken_with    text,
  check_note     text,
  checked_by     uuid references account (id),
  checked_at     timestamptz,
  decided_by     uuid references account (id),
  decided_at     timestamptz,
  decline_reason text,
  -- When the factors go.
  due_at         timestamptz,
  ended_at       timestamptz,
  check ((checked_by is null) = (checked_at is null) and (checked_by is null) = (facility_id is null)
    and (checked_by is null) = (phone is null) and (checked_by is null) = (spoken_with is null)),
  check ((decided_by is null) = (decided_at is null)),
  check (state not in ('checked', 'waiting', 'done') or checked_by is not null),
  check (state not in ('waiting', 'done') or (decided_by is not null and due_at is not null)),
  check ((state = 'declined') = (decline_reason is not null)),
  check ((state in ('asked', 'checked', 'waiting')) = (ended_at is null)),
  -- Whoever has declined may have checked.
  constraint factor_reset_four_eyes check (due_at is null or decided_by <> checked_by)
);
-- One at a time.
create unique index factor_reset_open on factor_reset (account_id) where ended_at is null;
create index factor_reset_due on factor_reset (due_at) where state = 'waiting';
create index factor_reset_started on factor_reset (started_at);
