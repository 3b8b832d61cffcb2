-- Freezes, limits and halts as leaves of the log.
create trigger freeze_is_a_leaf after insert on products.freeze
  for each row execute function audit.seal_row('freeze', 'seq', 'product', 'is_frozen', 'staff', 'note~product', 'at');
create trigger limit_change_is_a_leaf after insert on products.limit_change
  for each row execute function audit.seal_row('limit-change', 'seq', 'owner', 'kind', 'currency', 'per_payment', 'per_day', 'holds_from', 'at');
create trigger halt_change_is_a_leaf after insert on products.halt_change
  for each row execute function audit.seal_row('halt-change', 'seq', 'owner', 'is_halted', 'at');
