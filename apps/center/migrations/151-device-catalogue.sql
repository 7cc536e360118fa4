-- The list of device models that somebody wrote about, whole in each version, from a day on. Before the first version the list
-- that came with the program holds.
create table device_catalogue (
  id          uuid primary key,
  valid_from  date not null,
  models      jsonb not null,
  recorded_at timestamptz not null,
  recorded_by uuid not null references account (id)
);
create index device_catalogue_valid on device_catalogue (valid_from, recorded_at);
