-- Payees that a customer saved, each with the name that the customer typed.
create table payments.saved_payee (
  owner    uuid not null,
  product  uuid not null,
  name     text not null check (length(name) between 1 and 120),
  added_at timestamptz not null,
  primary key (owner, product)
);
comment on table payments.saved_payee is 'Whom a customer means to pay again. The name is what they typed; how far it lies from the holder''s is scored with each payment.';
