-- Reading the record of who did what, and saying why before personal data is opened.

-- Checks write the most of the record, and all of those as terminals: these two cost them nothing.
create index audit_event_kind on audit_event (actor_kind, at, id) where actor_kind <> 'terminal';
create index audit_event_actor on audit_event (actor_id, at, id) where actor_kind <> 'terminal';
create index audit_event_action on audit_event (action, at, id) where actor_kind <> 'terminal';

-- Why an official opened whose data: asked once for each subject and shift.
create table data_opening (
  id           uuid primary key,
  official_id  uuid not null references account (id),
  subject_kind text not null,
  subject_id   text not null,
  reason       text not null check (reason in ('case', 'asked', 'payment', 'mistake', 'audit', 'order')),
  -- the number of a case, or a word of the official's own
  note         text not null,
  opened_at    timestamptz not null,
  -- until then it is not asked again
  open_until   timestamptz not null,
  check (opened_at <= open_until)
);
create index data_opening_official on data_opening (official_id, subject_kind, subject_id, open_until);
create index data_opening_time on data_opening (opened_at, id);
