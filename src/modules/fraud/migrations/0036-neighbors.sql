-- Whom a stored entity leads to, so that one statement reads a payment's whole neighborhood.
alter table fraud.entity
  add column owners bigint[],
  add column devices bigint[],
  add column networks bigint[];
comment on column fraud.entity.owners is
  'Numbers of the owners whom features go on to from here: who tried to pay an account, who was seen at a device or network. Null in rows that an older server wrote. Only ever a hint: what it leaves out is read when it is missed.';
comment on column fraud.entity.devices is 'Numbers of an owner''s devices; networks are the same.';
