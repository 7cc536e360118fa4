-- What the official form of the 領収書内訳書 asks of a line, and the numbers by which the same receipt is known again.
alter table grant_line
  -- 内訳
  add column detail text not null default '',
  add column maker text not null default '',
  -- 単価, with or without tax as the programme counts; null where the receipt names none
  add column unit_yen integer check (unit_yen > 0),
  add column receipt_number text not null default '',
  -- 対象外額: the part of the amount that does not count
  add column other_yen bigint not null default 0 check (other_yen between 0 and amount_yen);
alter table grant_line
  alter column detail drop default,
  alter column maker drop default,
  alter column receipt_number drop default,
  alter column other_yen drop default;
create index grant_line_receipt_number on grant_line (receipt_number) where receipt_number <> '';
