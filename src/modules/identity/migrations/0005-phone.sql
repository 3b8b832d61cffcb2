create table identity.phone (
  seq    bigint generated always as identity primary key,
  person uuid not null references identity.person,
  number text check (number ~ '^\+[1-9][0-9]{6,14}$'),
  set_at timestamptz not null
);
comment on table identity.phone is 'Phone numbers of people as they set them; the last one holds, and those of before stay to be called. Only added to.';
comment on column identity.phone.number is 'International (ITU-T E.164); null where the number was taken away.';
create index phone_of_person on identity.phone (person, seq desc);
