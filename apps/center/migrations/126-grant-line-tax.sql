-- 型番 apart from 品名, and with or without which tax an amount stands on the receipt.
alter table grant_line
  add column model text not null default '',
  -- null: as the programme counts
  add column tax text check (tax in ('included-10', 'included-8', 'excluded-10', 'excluded-8', 'none'));
alter table grant_line alter column model drop default;
