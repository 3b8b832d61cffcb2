-- What a third party asks for in a customer's name moves only with the customer's own proof of it.
alter table payments.payment
  add column client uuid,
  add column needs_review boolean not null default false;
comment on column payments.payment.client is 'The third party that asked for it with a token of the customer; null where the customer did so themselves.';
comment on column payments.payment.needs_review is 'A person of the bank looks at it after its payer has proved it.';
