-- Cases of statements: a payer says of a stopped payment that it was them, and an analyst answers.

alter table fraud.case_file add column kind text not null default 'review' check (kind in ('review', 'statement'));
comment on column fraud.case_file.kind is 'review: payments on hold that wait for a decision. statement: stopped payments whose payer says "it was me"; nothing of them moves.';

create table fraud.answer (
  payment uuid primary key references fraud.decision,
  analyst uuid not null,
  at      timestamptz not null,
  answer  text not null check (answer in ('genuine', 'fraud', 'unclear')),
  note    text not null
);
comment on table fraud.answer is 'What an analyst found out about a stopped payment whose payer says that it was them. It moves no money; genuine and fraud are labels.';
create trigger answer_is_immutable before update or delete or truncate on fraud.answer
  for each statement execute function fraud.refuse_change_of_version();

alter table fraud.case_entry
  drop constraint case_entry_what_check,
  add constraint case_entry_what_check check (what in ('opened', 'joined', 'assigned', 'given back', 'note', 'signed',
    'disagreed', 'released', 'returned', 'ended', 'closed', 'genuine', 'fraud', 'unclear'));
