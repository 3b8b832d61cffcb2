-- What a payer sent on a day is summed up under lock where a limit holds.
create index payment_of_day on payments.payment (payer, created_at) where kind in ('send', 'withdrawal');
