-- What official lists say of facilities, what facilities say of themselves over time, and where the two differ.

create table facility_master (
  -- 医療機関コード (10 digits) or 登録記号番号, as notation folds it
  code             text primary key,
  kind             text not null,
  prefecture_code  text not null,
  name             text not null,
  founder          text,
  postal_code      text,
  address          text,
  phone            text,
  designated_on    date,
  designated_until date,
  -- the list that said so last, and the day it states
  source           text not null,
  listed_on        date not null,
  -- the day of the first list of its kind and prefecture that lacks it
  left_on          date
);
create index facility_master_area on facility_master (prefecture_code, kind);

-- Each list that was taken in, with what it changed.
create table facility_list (
  id          uuid primary key,
  source      text not null,
  listed_on   date not null,
  file_name   text not null,
  sha256      text not null,
  lines       integer not null,
  added       integer not null,
  changed     integer not null,
  unchanged   integer not null,
  gone        integer not null,
  imported_at timestamptz not null,
  imported_by text not null
);

-- 休止, 再開 and 廃止 are days, so that midnight is midnight whether a job runs or not.
alter table facility
  -- why the facility says it is a target (資格確認限定型の対象), from before its usage application
  add column stated_target   text,
  add column suspended_from  date,
  add column suspended_until date,
  add column closed_on       date,
  -- コード変更: the record that was before this one
  add column predecessor_id  uuid unique references facility (id),
  add constraint facility_suspension check (suspended_until is null or suspended_from < suspended_until);

alter table registration add column stated_target text;

-- What a facility was called, and where it was, on any day: the newest word on the latest day that has come by then.
create table facility_version (
  facility_id uuid not null references facility (id),
  valid_from  date not null,
  recorded_at timestamptz not null,
  name        text not null,
  founder     text not null,
  postal_code text not null,
  address     text not null,
  phone       text not null,
  primary key (facility_id, valid_from, recorded_at)
);
insert into facility_version
select id, (created_at at time zone 'Asia/Tokyo')::date, created_at, name, founder, postal_code, address, phone
from facility;

-- A facility that knows better than the list it was shown.
create table facility_correction (
  facility_id    uuid not null references facility (id),
  field          text not null check (field in ('name', 'founder', 'postalCode', 'address', 'phone')),
  master_value   text not null,
  proposed_value text not null,
  proposed_at    timestamptz not null,
  -- an account
  proposed_by    uuid not null,
  primary key (facility_id, field)
);
