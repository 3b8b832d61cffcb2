-- What a payer may choose when a payment is challenged: to wait, to send one unit first, or to go on with proof.
alter table payments.payment
  drop constraint payment_state_check,
  add constraint payment_state_check check (state in
    ('settled', 'challenged', 'waiting', 'tried', 'in_review', 'blocked', 'refused', 'announced', 'returned', 'cancelled', 'expired')),
  add column unit bigint check (unit > 0 and unit < minor),
  add column part_of uuid references payments.payment,
  add column session text;
comment on column payments.payment.unit is 'Minor units that were sent ahead under another id; what is on hold, and settles later, is the rest.';
comment on column payments.payment.part_of is 'The payment whose first unit this one is.';
comment on column payments.payment.session is 'The session that asked for it, as its hash; null for a program, and for what is older than this column.';
comment on column payments.payment.expires_at is 'When the state ends by itself: a challenge and a trial expire, a waiting payment goes.';
create unique index payment_part on payments.payment (part_of) where part_of is not null;
create index payment_ends on payments.payment (expires_at, id) where state in ('challenged', 'waiting', 'tried');
