-- What a payer pays the bank for a payment, as it was when they confirmed it.
create table payments.fee (
  payment  uuid primary key references payments.payment,
  minor    bigint not null check (minor > 0),
  schedule uuid not null
);
comment on table payments.fee is 'Fees that payers bear. The money goes with that of the payment, in one chain of the book.';
