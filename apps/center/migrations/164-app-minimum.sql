-- The oldest version of the reception app that the center works with, as two officials decided it (`proposal`). The newest row holds.
create table app_minimum (
  id           uuid primary key,
  -- three numbers; 0.0.0 asks for nothing
  version      text not null check (version ~ '^\d{1,5}\.\d{1,5}\.\d{1,5}$'),
  -- days in Tokyo: from the first an older app says so kindly, from the second it gets no challenge any more
  notice_from  date not null,
  refused_from date not null,
  decided_at   timestamptz not null,
  check (refused_from >= notice_from + 7)
);
