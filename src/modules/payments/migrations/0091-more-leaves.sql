-- Mandates that customers give, whom they saved, and days on which nothing is paid: leaves of the log.
create trigger standing_order_is_a_leaf after insert or update of state, minor, keep, until_day, times, terms on payments.standing_order
  for each row execute function audit.seal_row('standing-order', 'id', 'owner', 'from_product', 'to_product', 'currency', 'kind', 'minor', 'keep', 'every',
    'first_day', 'until_day', 'times', 'state', 'terms~owner');
create trigger saved_payee_is_a_leaf after insert or delete on payments.saved_payee
  for each row execute function audit.seal_row('saved-payee', 'owner', 'product', 'added_at', 'name~owner');
create trigger holiday_is_a_leaf after insert or delete on payments.holiday
  for each row execute function audit.seal_row('holiday', 'currency', 'day', 'name', 'added_by', 'added_at');
