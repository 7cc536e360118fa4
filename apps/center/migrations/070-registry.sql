-- The registry in two times. When something was true: the days that each row itself names. When we knew it: from
-- `recorded_at` on, and for what was corrected since then until `superseded_at`. What is known now lies apart from what
-- was known before, so that a check reads one short table however often things were corrected.

-- Comes with PostgreSQL (Debian: package postgresql-15), and any role that may create in the database may create it.
create extension if not exists btree_gist;

-- Reference data: small, the same everywhere.
alter table insurer
  add column kana text,
  -- as `notation` folds it: digits only
  add column telephone text check (telephone ~ '^0[0-9]{9,10}$'),
  -- when somebody answers there: 「平日9時〜17時」
  add column hours text check (char_length(hours) <= 20),
  add column postal_code text,
  add column address text,
  add column contract_from date,
  -- the last day
  add column contract_to date,
  -- the last file that came, when, and what became of it
  add column feed_file text,
  add column feed_at timestamptz,
  add column feed_state text check (feed_state in ('accepted', 'refused')),
  add constraint insurer_number_check check (number ~ '^([0-9]{6}|[0-9]{8})$'),
  add constraint insurer_kind_check check (kind in (
    'japan-health-insurance-association', 'seamens-insurance', 'day-labourers', 'health-insurance-society',
    'self-defence-forces', 'mutual-aid', 'elderly-75', 'retirees-of-society',
    'retirees-of-national-health-insurance', 'retirees-of-mutual-aid', 'national-health-insurance',
    'national-health-insurance-society'
  )),
  add constraint insurer_contract_check check (contract_from <= contract_to),
  add constraint insurer_feed_check check ((feed_state is null) = (feed_at is null) and (feed_state is null) = (feed_file is null));
-- Whoever has registered somebody had a contract: at the latest since 資格確認 began everywhere (令和3年10月20日).
update insurer set contract_from = '2021-10-20';

-- Each exclusion below has a condition, so that look-ups, which do not name it, never choose its index over the key's.

-- What is there was known since it could be put there, as far as anybody can tell.
alter table person
  add column name_other text,
  add column kana_other text,
  add column postal_code text,
  add column recorded_at timestamptz;
update person set recorded_at = (select applied_at from schema_migration where name = '030-coverage.sql');
alter table person alter column recorded_at set not null;

create table person_history (
  like person including constraints,
  superseded_at timestamptz not null,
  primary key (id, recorded_at),
  check (recorded_at < superseded_at),
  exclude using gist (id with =, tstzrange(recorded_at, superseded_at) with &&)
    where (recorded_at < superseded_at)
);

alter table coverage
  -- 被保険者証区分: 01 一般, 02 退職, 03 短期（一般）, 04 短期（退職）, 05 資格証明書, 06 特例退職, 07 自衛官診療証
  add column classification text not null default '01'
    check (classification in ('01', '02', '03', '04', '05', '06', '07')),
  -- 証交付年月日
  add column issued_on date,
  add column recorded_at timestamptz,
  -- No foreign keys between the big tables: they may live on many servers.
  drop constraint coverage_person_id_fkey,
  add constraint coverage_loss_check check (qualified_on <= disqualified_on),
  add constraint coverage_validity_check check (valid_from <= valid_to);
update coverage set recorded_at = (select applied_at from schema_migration where name = '030-coverage.sql');
alter table coverage
  alter column classification drop default,
  alter column recorded_at set not null,
  -- One insurer covers a person once on a day. That two insurers do is 複数該当: wrong, but for them to mend.
  -- The first day without it may come before the first with it: registered and taken back, it is in nobody's way.
  add constraint coverage_one_at_a_time exclude using gist (
    person_id with =,
    insurer_number with =,
    daterange(greatest(qualified_on, valid_from), least(disqualified_on, valid_to + 1)) with &&
  ) where (greatest(qualified_on, valid_from) < coalesce(least(disqualified_on, valid_to + 1), 'infinity'));

create table coverage_history (
  like coverage including constraints,
  superseded_at timestamptz not null,
  primary key (person_id, id, recorded_at),
  check (recorded_at < superseded_at),
  exclude using gist (person_id with =, id with =, tstzrange(recorded_at, superseded_at) with &&)
    where (recorded_at < superseded_at)
);

-- Everything that was ever known. To be made anew with every column that the tables gain.
create view person_version as
  select *, null::timestamptz as superseded_at from person
  union all
  select * from person_history;
create view coverage_version as
  select *, null::timestamptz as superseded_at from coverage
  union all
  select * from coverage_history;

-- 保険証利用登録, an access path of its own: led to by the certificate, which names nobody.
alter table certificate_link
  -- where it was asked for; 'carried': a certificate that took the place of a linked one; 'import': before this was kept
  add column via text not null default 'import' check (via in ('counter', 'portal', 'atm', 'carried', 'import')),
  add column facility_id uuid,
  -- the holder agreed by the PIN
  add column consented_at timestamptz,
  -- the certificate in whose place this one came
  add column predecessor bytea check (octet_length(predecessor) = 32),
  add constraint certificate_link_counter check ((via = 'counter') = (facility_id is not null)),
  add constraint certificate_link_consent check ((via in ('counter', 'portal', 'atm')) = (consented_at is not null)),
  add constraint certificate_link_predecessor check ((via = 'carried') = (predecessor is not null));

create table certificate_link_history (
  like certificate_link including constraints,
  unlinked_at timestamptz not null,
  reason      text not null check (reason in ('replaced', 'asked', 'mistaken', 'deceased')),
  primary key (fingerprint, linked_at),
  check (linked_at < unlinked_at),
  exclude using gist (fingerprint with =, tstzrange(linked_at, unlinked_at) with &&)
    where (linked_at < unlinked_at)
);
create index certificate_link_history_person on certificate_link_history (person_id);
