-- What analysts do in cases, what customers choose and say, and when models are trained: leaves of the log.
create trigger case_entry_is_a_leaf after insert on fraud.case_entry
  for each row execute function audit.seal_row('case-entry', 'number', 'case_file', 'at', 'who', 'what', 'payment', 'person', 'note~case_file');
create trigger answer_is_a_leaf after insert or update on fraud.answer
  for each row execute function audit.seal_row('answer', 'payment', 'analyst', 'at', 'answer', 'note~analyst');
create trigger statement_is_a_leaf after insert on fraud.statement
  for each row execute function audit.seal_row('statement', 'payment', 'person', 'says', 'at');
create trigger pause_is_a_leaf after insert or update on fraud.pause
  for each row execute function audit.seal_row('pause', 'payment', 'choice', 'chosen_at', 'ending', 'ended_at');
create trigger training_is_a_leaf after insert or update of state on fraud.training
  for each row execute function audit.seal_row('training', 'id', 'cause', 'asked_by', 'asked_at', 'state', 'cancelled_by', 'ended_at', 'model');
create trigger training_schedule_is_a_leaf after insert or update of every_days on fraud.training_schedule
  for each row execute function audit.seal_row('training-schedule', 'every_days', 'changed_by', 'changed_at');
