-- Which papers a programme asks for is its own data; and each file says which of them it is.
alter table grant_programme
  add column papers jsonb not null default '{
    "receipt": {"name": "領収書（写）", "facilityKinds": [], "when": "always"},
    "breakdown": {"name": "領収書内訳書", "facilityKinds": [], "when": "always"}
  }' check (jsonb_typeof(papers) = 'object');
alter table grant_programme alter column papers drop default;

alter table grant_receipt add column paper text not null default 'receipt'
  check (paper in ('receipt', 'account', 'order', 'delivery', 'other'));
alter table grant_receipt alter column paper drop default;
alter table grant_upload add column paper text not null default 'receipt'
  check (paper in ('receipt', 'account', 'order', 'delivery', 'other'));
alter table grant_upload alter column paper drop default;
