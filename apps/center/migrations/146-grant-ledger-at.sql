-- Accounts are drawn up by day.
create index grant_ledger_at on grant_ledger (programme_code, at);
