-- Official lists brought by the office: tried, decided by two where much changes, and remembered version by version.

-- コード変更 or a merger: the code under which the same place stands in the list that lacks this one.
alter table facility_master add column became text;

-- What a list was of; unknown of those that were taken in before.
alter table facility_list
  add column kind            text,
  add column prefecture_code text,
  add column is_whole        boolean;
create index facility_list_area on facility_list (kind, imported_at desc);

-- What lists said of each place, from which day on. Never changed.
create table facility_master_version (
  code             text not null,
  recorded_at      timestamptz not null,
  -- the day whose state it tells
  listed_on        date not null,
  -- null: from before lists were remembered
  list_id          uuid references facility_list (id),
  source           text not null,
  change           text not null check (change in ('added', 'changed', 'gone')),
  kind             text not null,
  prefecture_code  text not null,
  name             text not null,
  founder          text,
  postal_code      text,
  address          text,
  phone            text,
  designated_on    date,
  designated_until date,
  became           text,
  primary key (code, recorded_at)
);
create index facility_master_version_list on facility_master_version (list_id);
insert into facility_master_version
select code, now(), listed_on, null, source, 'added', kind, prefecture_code, name, founder, postal_code, address, phone,
  designated_on, designated_until, null
from facility_master;

-- A file that an official brought. What was wrong with it, or what it would change, as it was when it was tried.
create table facility_list_upload (
  id              uuid primary key,
  file_name       text not null,
  -- The form beside the file, to be filled in alike the next time.
  form            jsonb not null,
  uploaded_by     uuid not null references account (id),
  uploaded_at     timestamptz not null,
  problem_count   integer not null,
  problems        jsonb not null,
  -- Null where something is wrong.
  preview         jsonb,
  proposal_id     uuid references proposal (id),
  check ((problem_count = 0) = (preview is not null))
);
create index facility_list_upload_at on facility_list_upload (uploaded_at desc);
