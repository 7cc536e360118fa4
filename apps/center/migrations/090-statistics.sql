-- Statistics: what facilities did, counted by day, and the figures that are made of it. All of it can be counted again.

-- Ranges of time over all facilities, read by night. A block range costs a check next to nothing to keep.
create index check_record_time on check_record using brin (checked_at);
create index recheck_time on recheck using brin (checked_at);
create index audit_event_time on audit_event using brin (at);

create table check_count (
  facility_id uuid not null,
  -- in Tokyo
  day         date not null,
  way         text not null,
  kind        text not null check (kind in ('outcome', 'problem')),
  -- 資格有効性, or why there was none
  result      text not null,
  count       bigint not null check (count > 0),
  primary key (facility_id, day, way, kind, result)
);
create index check_count_day on check_count using brin (day);

-- Up to which day the counts above are complete.
create table statistics_progress (
  only_row      boolean primary key default true check (only_row),
  counted_until date not null,
  counted_at    timestamptz not null
);

-- What a facility states: how many patients it had in a month (レセプト件数).
create table patient_count (
  facility_id uuid not null references facility (id),
  -- the first day of the month
  month       date not null check (extract(day from month) = 1),
  patients    integer not null check (patients > 0),
  entered_at  timestamptz not null,
  account_id  uuid not null references account (id),
  primary key (facility_id, month)
);

-- Medians of groups of facilities, only of groups that are large enough to be shown.
create table comparison_median (
  kind            text not null,
  -- empty for the whole country
  prefecture_code text not null,
  metric          text not null,
  facilities      integer not null,
  median          double precision not null,
  primary key (kind, prefecture_code, metric)
);

-- How many facilities had come how far by the end of a month. As counted: what may be shown is decided when it is shown.
create table stage_count (
  month           date not null check (extract(day from month) = 1),
  kind            text not null,
  prefecture_code text not null,
  stage           text not null check (stage in (
    'registered', 'applied', 'prepared', 'live', 'checked', 'granted'
  )),
  facilities      integer not null check (facilities > 0),
  primary key (month, kind, prefecture_code, stage)
);
