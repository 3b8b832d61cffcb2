-- Whom the lock does not let in is seen by the owner, as at every other door.
alter table locker.opening add column picture uuid references locker.picture (id);
comment on column locker.opening.picture is 'Who stood there as the lock was asked. It loses its key when the lock has let them in, and is not in the store before that is known.';
create index opening_picture on locker.opening (picture) where outcome is null;
