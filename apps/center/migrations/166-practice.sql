-- 練習: when a terminal's course of practice was gone through. Who practised, and with which patients, is kept nowhere.
create table practice_course (
  facility_id uuid not null,
  terminal_id uuid not null,
  finished_at timestamptz not null,
  primary key (facility_id, terminal_id)
);
