-- What staff bring in from other banks, as leaves of the log: the hash of the file says what it was, so that what follows from it line
-- by line needs none of its own. Messages that programs brought, or that the bank called for itself, are sealed as rates are: few, and
-- money moves by them.
create trigger reconciliation_is_a_leaf after insert on payments.reconciliation
  for each row execute function audit.seal_row('reconciliation', 'id', 'hash', 'source', 'currency', 'first_day', 'last_day', 'lines', 'rules', 'brought_by', 'at');
-- Lines name people of other banks, and there may be thousands: their hash is enough to find that one was altered.
create trigger abroad_answer_is_a_leaf after insert on payments.abroad_answer
  for each row execute function audit.seal_row('abroad-answer', 'id', 'kind', 'sender', 'message', 'original', 'hash', 'at', 'taken_by', 'lines~id');
-- Cash that a teller enters without a slip has no step of its own that says who; the book knows the money alone. Payments are many, so
-- only what somebody else than the customer asked for at the counter calls the trigger. Cards are asked for by programs, and disputes
-- are leaves already.
create trigger cash_is_a_leaf after insert on payments.payment
  for each row when (new.kind in ('deposit', 'withdrawal') and new.asked_by <> coalesce(new.payer, new.payee))
  execute function audit.seal_row('cash', 'id', 'kind', 'asked_by', 'payer', 'payee', 'currency', 'minor', 'created_at');
