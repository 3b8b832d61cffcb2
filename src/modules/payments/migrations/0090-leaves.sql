-- What people did with a payment after it was asked for, as leaves of the log. The money itself is a leaf of the book.
create trigger event_is_a_leaf after insert on payments.event
  for each row execute function audit.seal_row('payment-event', 'seq', 'payment', 'at', 'who', 'what', 'note~who');
