-- Who asked is told once of what became of a request without them: that it was paid, or that nobody answered in time.
alter table payments.request add column told_at timestamptz;
comment on column payments.request.told_at is 'When who asked was told that it was paid or is over; null while there is nothing to tell.';
create index request_untold on payments.request (bill) where told_at is null;
