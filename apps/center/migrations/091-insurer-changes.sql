-- Insurers in two times as well, and the second official who agrees that a contract ends.

-- What was known of an insurer until `superseded_at`; since the one before it, or since the insurer was registered. What is
-- known now stands in `insurer`: so an answer of the past names an insurer as it was called then.
create table insurer_history (
  number        text not null,
  name          text not null,
  kind          text not null,
  kana          text,
  telephone     text,
  hours         text,
  postal_code   text,
  address       text,
  contract_from date,
  contract_to   date,
  superseded_at timestamptz not null,
  primary key (number, superseded_at)
);

-- 四つの目: days that would be taken from a contract, until a second official has said yes or no.
create table insurer_contract_change (
  id             uuid primary key,
  insurer_number text not null references insurer (number),
  -- as it is to be
  contract_from  date,
  contract_to    date,
  reason         text not null check (reason in ('expired', 'merged', 'dissolved', 'corrected')),
  proposed_by    text not null,
  proposed_at    timestamptz not null,
  state          text not null check (state in ('waiting', 'confirmed', 'declined', 'withdrawn')),
  decided_by     text,
  decided_at     timestamptz,
  check (contract_from <= contract_to),
  check (contract_to is null or contract_from is not null),
  check ((state = 'waiting') = (decided_by is null) and (state = 'waiting') = (decided_at is null)),
  check (state in ('waiting', 'withdrawn') or decided_by <> proposed_by),
  check (state <> 'withdrawn' or decided_by = proposed_by)
);
create unique index insurer_contract_change_once on insurer_contract_change (insurer_number) where state = 'waiting';
create index insurer_contract_change_insurer on insurer_contract_change (insurer_number, proposed_at);
