-- 担当者: who was at a terminal, where the facility names its people. It stands with the entry that it is about, and goes with it.
alter table audit_event add column operator text check (length(operator) between 1 and 30);
