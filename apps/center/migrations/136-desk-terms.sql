-- How each kind of case is decided, as versions. A version is proposed by one official and made true by another (`proposal`).
create table desk_terms (
  id               uuid primary key,
  work             text not null check (work in ('usage-application', 'procedure', 'grant')),
  version          integer not null,
  -- the first day in Tokyo; it holds until the next version's
  effective_from   date not null,
  -- how many different officials an approval needs; null: the programme of the grant says it
  approvers        integer check (approvers between 1 and 5),
  -- how many days a facility has for a correction; null: the programme says it
  correction_days  integer check (correction_days between 1 and 90),
  -- how many days before the deadline a reminder is sent
  remind_days      integer not null check (remind_days between 1 and 30),
  -- within how many days the office means to answer
  review_days      integer not null check (review_days between 1 and 90),
  -- for how many minutes a decision can be taken back before it takes effect
  hold_minutes     integer not null check (hold_minutes between 0 and 1440),
  unique (work, version),
  unique (work, effective_from),
  check ((work = 'grant') = (approvers is null)),
  check ((work = 'grant') = (correction_days is null)),
  -- Money has its own ways back: a decision is taken back by two, and nothing is paid without two more.
  check (work <> 'grant' or hold_minutes = 0)
);

-- As it was until now: one approver, and what is decided takes effect at once.
insert into desk_terms
  (id, work, version, effective_from, approvers, correction_days, remind_days, review_days, hold_minutes)
values
  (gen_random_uuid(), 'usage-application', 1, '2024-01-01', 1, 14, 3, 7, 0),
  (gen_random_uuid(), 'procedure', 1, '2024-01-01', 1, 14, 3, 7, 0),
  (gen_random_uuid(), 'grant', 1, '2024-01-01', null, null, 3, 30, 0);
