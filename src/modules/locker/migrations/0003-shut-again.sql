-- A door that was opened by a permit and shut again is opened by nobody's right the next time.
alter table locker.offline_opening add column shut_at timestamptz;
comment on column locker.offline_opening.shut_at is 'When its lock first said that it is shut again. Until then its door stands open by right.';
create index offline_opening_open on locker.offline_opening (box) where shut_at is null;
