-- Returns for correction and refusals, one way for every work of the office.

-- What officials may give as a reason. A reason that is not offered any more stays, for what it was given for.
create table desk_reason (
  work       text not null,
  decision   text not null check (decision in ('return', 'refuse')),
  code       text not null,
  position   integer not null,
  -- for officials
  label      text not null,
  -- for whoever applied: what it means, and what can be done
  words      text not null,
  advice     text not null,
  is_offered boolean not null default true,
  primary key (work, decision, code)
);

insert into desk_reason (work, decision, code, position, label, words, advice) values
  ('usage-application', 'return', 'missing', 1, '足りないものがある', '審査に必要な内容が足りません。', '足りないところを加えてください。'),
  ('usage-application', 'return', 'wrong', 2, '内容が正しくない', '内容に、正しくないところがあります。', '印の付いた項目を、正しい内容に直してください。'),
  ('usage-application', 'return', 'differs', 3, '名簿や届出と違う', '内容が、名簿や届出と違います。', '届出のとおりに直すか、先に届出の変更をしてください。'),
  ('usage-application', 'return', 'outdated', 4, '日付が過ぎている', '申請した日付が過ぎています。', 'これから先の日付に直してください。'),
  ('usage-application', 'return', 'unclear', 5, '確かめられない', 'このままでは、内容を確かめられません。', '審査担当からの言葉を読んで、書き加えてください。'),
  ('usage-application', 'refuse', 'not-eligible', 1, '資格確認限定型の対象ではない', '資格確認限定型の対象に当てはまりません。', '対象の区分が変わったときは、もう一度申請できます。'),
  ('usage-application', 'refuse', 'full-type', 2, '通常のオンライン資格確認を使う施設', '通常のオンライン資格確認を導入する施設です。', '通常のオンライン資格確認の手続きをしてください。'),
  ('usage-application', 'refuse', 'closed', 3, '廃止された施設', '施設の廃止が届け出られています。', '届出に誤りがあるときは、届出先で直してから申請してください。'),
  ('usage-application', 'refuse', 'duplicate', 4, '同じ施設の申請がほかにある', '同じ施設の申請が、ほかにあります。', 'ほかの申請の状況を確かめてください。'),
  ('usage-application', 'refuse', 'not-corrected', 5, '期限までに直らなかった', '期限までに、お願いした直しがありませんでした。', '直した内容で、もう一度申請できます。'),
  ('usage-application', 'refuse', 'untrue', 6, '内容が事実と違う', '申請の内容が事実と違うと分かりました。', '事実のとおりの内容で、もう一度申請できます。'),
  ('procedure', 'return', 'wrong', 1, '内容が正しくない', '内容に、正しくないところがあります。', '印の付いた項目を、正しい内容に直してください。'),
  ('procedure', 'return', 'differs', 2, '名簿や届出と違う', '内容が、名簿や届出と違います。', '届出のとおりに直すか、先に届出の変更をしてください。'),
  ('procedure', 'return', 'day', 3, '切り替わる日が届出と違う', '切り替わる日が、届出と違います。', '届出のとおりの日に直してください。'),
  ('procedure', 'return', 'unclear', 4, '確かめられない', 'このままでは、内容を確かめられません。', '審査担当からの言葉を読んで、直してください。'),
  ('procedure', 'refuse', 'not-registered', 1, '届出が確認できない', '届出先で、この変更を確かめられませんでした。', '届出が済んでから、もう一度手続きしてください。'),
  ('procedure', 'refuse', 'not-corrected', 2, '期限までに直らなかった', '期限までに、お願いした直しがありませんでした。', '直した内容で、もう一度手続きできます。'),
  ('procedure', 'refuse', 'untrue', 3, '内容が事実と違う', '手続きの内容が事実と違うと分かりました。', '事実のとおりの内容で、もう一度手続きできます。'),
  ('grant', 'return', 'missing', 1, '足りないものがある', '必要なものが足りません。', '足りないものを加えてください。'),
  ('grant', 'return', 'wrong', 2, '内容が違う', '内容が、書類と違います。', '書類のとおりに直してください。'),
  ('grant', 'return', 'unreadable', 3, '読み取れない', '書類の文字を読み取れません。', 'はっきり写ったものを追加してください。'),
  ('grant', 'refuse', 'not-eligible-item', 1, '補助の対象でない費用', '補助の対象でない費用です。', '対象になる費用があるときは、もう一度申請できます。'),
  ('grant', 'refuse', 'not-eligible-facility', 2, '対象の施設ではない', '補助の対象の施設に当てはまりません。', '対象の区分が変わったときは、もう一度申請できます。'),
  ('grant', 'refuse', 'period', 3, '購入の期間の外', '購入した日が、対象の期間の外です。', '期間の中の購入があるときは、もう一度申請できます。'),
  ('grant', 'refuse', 'paid-twice', 4, 'ほかの補助と重なる', '同じ費用に、ほかの補助が出ています。', 'ほかの補助を返したときは、もう一度申請できます。'),
  ('grant', 'refuse', 'not-corrected', 5, '期限までに直らなかった', '期限までに、お願いした直しがありませんでした。', '受付期間の中であれば、もう一度申請できます。'),
  ('grant', 'refuse', 'untrue', 6, '内容が事実と違う', '申請の内容が事実と違うと分かりました。', '事実のとおりの内容で、もう一度申請できます。');

create table desk_return (
  id                 uuid primary key,
  work               text not null,
  item_id            uuid not null,
  facility_id        uuid not null references facility (id),
  official_id        uuid not null references account (id),
  returned_at        timestamptz not null,
  -- a correction is in time before this instant
  deadline           timestamptz not null,
  -- the mail some days before the deadline, and the one on its day
  reminded_before_at timestamptz,
  reminded_on_at     timestamptz,
  -- handed in again, refused, or taken back
  resolved_at        timestamptz
);
create unique index desk_return_open on desk_return (work, item_id) where resolved_at is null;
create index desk_return_deadline on desk_return (deadline) where resolved_at is null;

-- What is to be mended. The field is the noun's own name for it; none: said of the whole.
create table desk_return_point (
  return_id uuid not null references desk_return (id),
  position  integer not null,
  field     text not null,
  code      text not null,
  message   text not null,
  primary key (return_id, field)
);

-- How long a facility has for a correction; of grants the programme says it.
-- What came back before there were deadlines gets one from today on.
insert into desk_return (id, work, item_id, facility_id, official_id, returned_at, deadline, resolved_at)
  select event.id, 'usage-application', application.id, application.facility_id, event.actor_id, event.at,
    ((greatest(now(), event.at) at time zone 'Asia/Tokyo')::date + 15) at time zone 'Asia/Tokyo',
    (select min(later.at) from usage_application_event later
      where later.application_id = event.application_id and later.at > event.at)
  from usage_application_event event join usage_application application on application.id = event.application_id
  where event.kind = 'returned';
insert into desk_return_point (return_id, position, field, code, message)
  select id, 0, '', 'wrong', reason from usage_application_event where kind = 'returned';
insert into desk_return_point (return_id, position, field, code, message)
  select event.id, marked.position, marked.field, 'wrong', coalesce(event.remarks ->> marked.field, '')
  from usage_application_event event,
    jsonb_array_elements_text(event.fields) with ordinality as marked (field, position)
  where event.kind = 'returned';

insert into desk_return (id, work, item_id, facility_id, official_id, returned_at, deadline, resolved_at)
  select event.id, 'procedure', procedure.id, procedure.facility_id, event.actor_id, event.at,
    ((greatest(now(), event.at) at time zone 'Asia/Tokyo')::date + 15) at time zone 'Asia/Tokyo',
    (select min(later.at) from facility_procedure_event later
      where later.procedure_id = event.procedure_id and later.at > event.at)
  from facility_procedure_event event join facility_procedure procedure on procedure.id = event.procedure_id
  where event.kind = 'returned';
insert into desk_return_point (return_id, position, field, code, message)
  select id, 0, '', 'wrong', reason from facility_procedure_event where kind = 'returned';

-- Of a grant's return the id is that of the submission it was said of.
insert into desk_return (id, work, item_id, facility_id, official_id, returned_at, deadline, resolved_at)
  select returned.submission_id, 'grant', application.id, application.facility_id, returned.official_id,
    returned.returned_at, returned.deadline,
    case when application.state = 'returned' and submission.number = (
        select max(number) from grant_submission where application_id = application.id
      ) then null else application.updated_at end
  from grant_return returned
    join grant_submission submission on submission.id = returned.submission_id
    join grant_application application on application.id = submission.application_id;
insert into desk_return_point (return_id, position, field, code, message)
  select submission_id, case part when 'costs' then 1 when 'receipts' then 2 else 3 end, part, code, message
  from grant_return_point;
drop table grant_return_point;
drop table grant_return;

-- The history points at the return, and says the reason of a refusal itself.
do $$
declare
  found record;
begin
  for found in
    select conname, conrelid::regclass as name from pg_constraint
    where contype = 'c' and (
      conrelid = 'usage_application_event'::regclass and pg_get_constraintdef(oid) like '%reason%'
      or conrelid = 'facility_procedure_event'::regclass and pg_get_constraintdef(oid) ~ 'reason|kind'
      or conrelid = 'facility_procedure'::regclass and pg_get_constraintdef(oid) like '%state%'
    )
  loop
    execute format('alter table %s drop constraint %I', found.name, found.conname);
  end loop;
end $$;

alter table usage_application_event
  add column return_id uuid references desk_return (id),
  add column reason_code text;
update usage_application_event set return_id = id, reason = null where kind = 'returned';
alter table usage_application_event
  drop column fields,
  drop column remarks,
  add check ((kind = 'refused') = (reason is not null)),
  add check ((kind = 'returned') = (return_id is not null));

alter table facility_procedure add check (state in ('waiting', 'returned', 'scheduled', 'done', 'withdrawn', 'refused'));
alter table facility_procedure_event
  add column return_id uuid references desk_return (id),
  add column reason_code text;
update facility_procedure_event set return_id = id, reason = null where kind = 'returned';
alter table facility_procedure_event
  add check (kind in ('submitted', 'approved', 'returned', 'withdrawn', 'done', 'refused')),
  add check ((kind = 'refused') = (reason is not null)),
  add check ((kind = 'returned') = (return_id is not null));

alter table grant_decision add column reason_code text;
