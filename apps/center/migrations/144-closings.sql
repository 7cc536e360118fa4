-- Days on which nobody answers the telephone although they are neither Sundays nor holidays: 年末年始 and the like.
create table call_center_closing (
  id           uuid primary key,
  from_on      date not null,
  -- the last of them
  until_on     date not null check (until_on >= from_on),
  reason       text not null,
  added_at     timestamptz not null,
  added_by     uuid not null references account (id),
  -- taken back before it began
  withdrawn_at timestamptz,
  withdrawn_by uuid references account (id),
  check ((withdrawn_at is null) = (withdrawn_by is null))
);
create index call_center_closing_until on call_center_closing (until_on) where withdrawn_at is null;
