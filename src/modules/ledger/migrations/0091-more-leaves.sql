-- The chart of accounts, periods and who opened one again: leaves of the log.
create trigger chart_is_a_leaf after insert or update on ledger.chart
  for each row execute function audit.seal_row('chart', 'code', 'key', 'name', 'class', 'normal_side', 'is_control', 'control');
create trigger period_is_a_leaf after insert or update of reopened_at on ledger.period
  for each row execute function audit.seal_row('period', 'number', 'through', 'kind', 'closed_at', 'closed_by', 'reopened_at');
create trigger reopening_is_a_leaf after insert or update on ledger.reopening
  for each row execute function audit.seal_row('reopening', 'id', 'through', 'reason', 'asked_by', 'asked_at', 'outcome', 'ended_by', 'ended_at', 'note');
