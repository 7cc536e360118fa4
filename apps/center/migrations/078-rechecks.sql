-- 再照会: asked for again without the card, after a check by card at the same facility in the same month.

-- Beside the checks by card, which never look here.
create table recheck (
  facility_id      uuid not null,
  id               uuid not null,
  terminal_id      uuid not null,
  earlier_check_id uuid not null,
  -- that of the earlier check
  purpose          text not null check (purpose in ('pinCheck', 'visualCheck')),
  reason           text not null check (reason in (
    'same-month-visit', 'after-payment', 'coverage-change', 'claim-preparation', 'other'
  )),
  note             text,
  person_id        uuid not null,
  outcome          text not null,
  as_of            date not null,
  checked_at       timestamptz not null,
  primary key (facility_id, id),
  check (reason <> 'other' or note <> '')
);
create index recheck_facility on recheck (facility_id, checked_at);

-- How often a terminal of a facility may ask or list in a day; without a row, as the program says.
create table recheck_limit (
  facility_id uuid primary key,
  rechecks    integer not null check (rechecks >= 0),
  lists       integer not null check (lists >= 0)
);

-- What a facility did this month, whatever came of it. Most checks give 有効, so this is hardly larger than what it replaces.
drop index check_record_valid;
create index check_record_facility on check_record (facility_id, checked_at);
