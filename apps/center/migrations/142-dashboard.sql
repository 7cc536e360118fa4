-- What the office looks at: sums that are made of the same records as the statistics, and can be made again.

-- What facilities of a kind and prefecture did, by day: the sum of check_count.
create table activity_day (
  day             date not null,
  facility_kind   text not null,
  prefecture_code text not null,
  way             text not null,
  kind            text not null check (kind in ('outcome', 'problem')),
  result          text not null,
  count           bigint not null check (count > 0),
  primary key (day, facility_kind, prefecture_code, way, kind, result)
);
insert into activity_day
select c.day, f.kind, f.prefecture_code, c.way, c.kind, c.result, sum(c.count)
from check_count c join facility f on f.id = c.facility_id
group by 1, 2, 3, 4, 5, 6;

-- How long people waited for the office's answer, by the month of the answer. Empty kind or prefecture: of all.
create table answer_time (
  month           date not null check (extract(day from month) = 1),
  work            text not null check (work in ('usage-application', 'grant', 'procedure', 'inquiry')),
  facility_kind   text not null,
  prefecture_code text not null,
  answers         integer not null check (answers > 0),
  median_hours    double precision not null,
  p90_hours       double precision not null,
  primary key (month, work, facility_kind, prefecture_code)
);
