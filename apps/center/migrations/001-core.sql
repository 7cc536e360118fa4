-- What every noun needs: sessions, limits on guessing, the record of who did what.

create table session (
  token_hash   bytea primary key,
  account_id   uuid not null,
  created_at   timestamptz not null,
  last_seen_at timestamptz not null
);
create index session_account on session (account_id);

create table throttle (
  key_hash     bytea primary key,
  window_start timestamptz not null,
  attempts     integer not null
);

-- Append only. `detail` never holds a name, a number of a card or a patient's data.
create table audit_event (
  id           uuid primary key,
  at           timestamptz not null,
  action       text not null,
  actor_kind   text not null check (actor_kind in ('person', 'official', 'terminal', 'system')),
  actor_id     text not null,
  facility_id  uuid,
  subject_kind text not null,
  subject_id   text not null,
  detail       jsonb not null
);
create index audit_event_facility on audit_event (facility_id, at);
create index audit_event_subject on audit_event (subject_kind, subject_id, at);
