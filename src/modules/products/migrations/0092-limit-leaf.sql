-- A limit's leaf says all four parts of it.
create or replace trigger limit_change_is_a_leaf after insert on products.limit_change
  for each row execute function audit.seal_row('limit-change', 'seq', 'owner', 'kind', 'currency', 'per_payment', 'per_day', 'per_month', 'to_new',
    'holds_from', 'at');
