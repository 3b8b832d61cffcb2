-- What people say of a payment is a leaf of the log, whether they are analysts or the customer, as answers and statements are. What a
-- program imports comes by the thousand and names nobody: it is no leaf, except where it puts aside what a person had said.
create trigger label_is_a_leaf after insert on fraud.label
  for each row when (new.told_by is not null) execute function audit.seal_row('label', 'payment', 'is_fraud', 'known_at', 'source', 'told_by');
create trigger label_told_anew_is_a_leaf after update on fraud.label
  for each row when (old.told_by is not null or new.told_by is not null)
  execute function audit.seal_row('label', 'payment', 'is_fraud', 'known_at', 'source', 'told_by');
-- Asking what a rule would have done reads what many customers paid. How far it has got changes by the second and is no deed.
create trigger back_test_is_a_leaf after insert on fraud.back_test
  for each row execute function audit.seal_row('back-test', 'id', 'asked_by', 'asked_at', 'subject', 'from_at', 'to_at');
