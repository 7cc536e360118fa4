-- From the decision to the money: what is to be paid, the files that the bank is given, and what became of each transfer.

-- The account that pays, as the bank knows it. Another account is a further row; a batch keeps the one it was made with.
create table grant_payer (
  id             uuid primary key,
  effective_from date not null unique,
  -- 委託者コード
  consigner_code text not null check (consigner_code ~ '^[0-9]{10}$'),
  consigner_name text not null,
  bank_code      text not null check (bank_code ~ '^[0-9]{4}$'),
  bank_name      text not null,
  branch_code    text not null check (branch_code ~ '^[0-9]{3}$'),
  branch_name    text not null,
  deposit_kind   text not null check (deposit_kind in ('ordinary', 'current')),
  account_number text not null check (account_number ~ '^[0-9]{7}$')
);

create table grant_batch (
  id             uuid primary key,
  number         integer generated always as identity unique,
  payer_id       uuid not null references grant_payer (id),
  transfer_on    date not null,
  state          text not null check (state in ('made', 'approved', 'withdrawn', 'settled')),
  transfer_count integer not null check (transfer_count > 0),
  total_yen      bigint not null check (total_yen > 0),
  made_by        uuid not null references account (id),
  made_at        timestamptz not null,
  approved_by    uuid references account (id),
  approved_at    timestamptz,
  -- SHA-256 of the file that the approval let out, in hex.
  file_hash      text,
  settled_by     uuid references account (id),
  settled_at     timestamptz,
  constraint grant_batch_four_eyes check (approved_by <> made_by),
  check ((state in ('approved', 'settled')) = (approved_by is not null)),
  check ((approved_by is null) = (approved_at is null) and (approved_by is null) = (file_hash is null)),
  check ((state = 'settled') = (settled_at is not null))
);

-- One row an attempt. After a transfer that came back, the facility names an account and another attempt is made.
create table grant_payment (
  id             uuid primary key,
  -- 顧客コード: how the bank's answer names it.
  number         integer generated always as identity unique,
  application_id uuid not null references grant_application (id),
  attempt        integer not null,
  bank_name      text not null,
  bank_code      text not null,
  branch_name    text not null,
  branch_code    text not null,
  deposit_kind   text not null check (deposit_kind in ('ordinary', 'current')),
  account_number text not null,
  account_holder text not null,
  amount_yen     integer not null check (amount_yen > 0),
  state          text not null check (state in ('due', 'batched', 'paid', 'bounced', 'cancelled')),
  created_at     timestamptz not null,
  batch_id       uuid references grant_batch (id),
  -- The bank's word on it.
  result_code    text,
  settled_at     timestamptz,
  unique (application_id, attempt),
  check ((state in ('due', 'cancelled')) or batch_id is not null),
  check ((state in ('paid', 'bounced')) = (settled_at is not null))
);
-- Never two payments of one grant at once.
create unique index grant_payment_live on grant_payment (application_id)
  where state in ('due', 'batched', 'paid');
create index grant_payment_due on grant_payment (number) where state = 'due';
create index grant_payment_batch on grant_payment (batch_id);

insert into grant_payment (
  id, application_id, attempt, bank_name, bank_code, branch_name, branch_code, deposit_kind, account_number,
  account_holder, amount_yen, state, created_at
)
select gen_random_uuid(), decision.application_id, 1, bank_name, bank_code, branch_name, branch_code, deposit_kind,
  account_number, account_holder, amount_yen, 'due', decided_at
from grant_decision decision join grant_submission submission on submission.id = decision.submission_id
where decision.kind = 'approved' and decision.amount_yen > 0
order by decided_at;
