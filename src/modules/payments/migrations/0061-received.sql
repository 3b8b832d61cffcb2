-- Messages that came get an id of their own, by which their answer is asked for.
alter table payments.abroad_answer add column id uuid not null unique default gen_random_uuid();
alter table payments.abroad_answer add column original text not null default '';
comment on column payments.abroad_answer.original is 'Of an answer, the message that it answers, where it says so.';

-- What two people change, and what came from other banks, are leaves of the log.
create trigger corridor_change_is_a_leaf after insert or update on payments.corridor_change
  for each row execute function audit.seal_row('corridor-change', 'id', 'corridor', 'rules', 'asked_by', 'asked_at', 'outcome', 'ended_by', 'ended_at', 'reason~asked_by');
create trigger reference_rate_is_a_leaf after insert on payments.reference_rate
  for each row execute function audit.seal_row('reference-rate', 'currency', 'day', 'per_euro', 'source', 'at');
