-- Publishing by two, on a day that lies ahead, to whom it concerns, by mail where that is wanted.

alter table notice
  -- What must hold of a facility beside its kind and prefecture; empty: nothing.
  add column audience_condition text not null default ''
    check (audience_condition in ('', 'not-applied', 'not-prepared', 'not-live', 'no-check-30')),
  -- The number of what is read instead of a withdrawn one.
  add column replaced_by text,
  add check (replaced_by is null or withdrawn_at is not null);

-- A notice that is mailed as well: how far it has come, facility by facility in the order of their ids.
create table notice_mailing (
  notice_id   uuid primary key references notice (id),
  after_id    uuid,
  facilities  integer not null default 0,
  finished_at timestamptz
);
create index notice_mailing_open on notice_mailing (notice_id) where finished_at is null;

-- Facilities that want no notices by mail.
create table notice_mail_stop (
  facility_id uuid primary key references facility (id),
  stopped_at  timestamptz not null
);
