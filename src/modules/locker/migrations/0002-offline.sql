-- Opening while the bank is not reached: what kiosks were permitted, and what the locks say became of it.
create table locker.permit (
  id       uuid primary key,
  kiosk    uuid not null references locker.kiosk (id),
  given_at timestamptz not null,
  until    timestamptz not null,
  check (until > given_at)
);
comment on table locker.permit is 'A paper that the bank has signed for a kiosk. It opens each of its boxes once, for two passkeys that it names, and is good for an hour or so.';
create index permit_until on locker.permit (until);
create trigger permit_is_sealed after insert on locker.permit for each row execute function
  audit.seal_row('locker-permit', 'id', 'kiosk', 'given_at', 'until');

create table locker.offline_opening (
  permit    uuid not null,
  box       uuid not null references locker.box (id),
  opened_at timestamptz not null,
  owner     uuid,
  witness   uuid,
  was_right boolean not null,
  told_at   timestamptz not null,
  primary key (permit, box)
);
comment on table locker.offline_opening is 'A box that was opened while the bank was not reached, as its lock says.';
comment on column locker.offline_opening.opened_at is 'By the clock of the lock.';
comment on column locker.offline_opening.was_right is 'Whether the bank gave this permit, and both passkeys are of whom it was for.';
create trigger offline_opening_is_sealed after insert on locker.offline_opening for each row execute function
  audit.seal_row('locker-offline-opening', 'permit', 'box', 'opened_at', 'owner', 'witness', 'was_right');

alter table locker.alarm add column permit uuid;
comment on column locker.alarm.permit is 'Of an opening without the bank: the kiosk and the lock tell of it, and it rings once.';
alter table locker.alarm add column remark jsonb;
comment on column locker.alarm.remark is 'What the bank has to say of it, which pages say in their language; the note is what staff wrote.';
create unique index alarm_permit on locker.alarm (permit, box) where permit is not null;

create table locker.simulated_order (
  box   uuid not null,
  id    uuid not null,
  until timestamptz not null,
  primary key (box, id)
);
comment on table locker.simulated_order is 'Orders that a simulated lock has obeyed, until their time is over: none moves it twice.';
