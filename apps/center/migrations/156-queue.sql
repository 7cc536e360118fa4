-- What a queue asks of every case that waits, worked out once when it is written and not once a look.

-- Names as they are searched: whichever width they are typed in.
drop index facility_name_search;
alter table facility add column searched_name text generated always as (lower(normalize(name, nfkc))) stored;
create index facility_name_search on facility using gin (searched_name gin_trgm_ops);

-- The day in Japan from which the days of the review count.
alter table usage_application
  add column submitted_on date generated always as ((submitted_at at time zone 'Asia/Tokyo')::date) stored;
alter table grant_submission
  add column submitted_on date generated always as ((submitted_at at time zone 'Asia/Tokyo')::date) stored;

create index usage_application_event_returned on usage_application_event (application_id) where kind = 'returned';
