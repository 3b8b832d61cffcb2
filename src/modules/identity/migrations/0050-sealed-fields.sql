lock table identity.person, identity.phone in access exclusive mode;

alter table identity.person
  add column email_sealed bytea check (octet_length(email_sealed) > 33),
  add column email_hash bytea check (octet_length(email_hash) = 32),
  add check ((email_sealed is null) = (email_hash is null));

comment on column identity.person.email is 'In lower case, as versions before sealed fields wrote it; emptied once none of their servers is there.';
comment on column identity.person.email_sealed is 'The email, sealed for this row under a data key; null for a party that cannot sign in.';
comment on column identity.person.email_hash is 'A keyed hash of the email in its normal form, which people are found by.';

create unique index person_email_hash on identity.person (email_hash);
create index person_email_in_clear on identity.person (id) where email is not null;

alter table identity.phone
  add column number_sealed bytea check (octet_length(number_sealed) > 33),
  add column number_hash bytea check (octet_length(number_hash) = 32),
  add check ((number_sealed is null) = (number_hash is null));

comment on column identity.phone.number is 'As versions before sealed fields wrote it (E.164); emptied once none of their servers is there.';
comment on column identity.phone.number_sealed is 'The number, sealed for this row; null where the number was taken away.';
comment on column identity.phone.number_hash is 'A keyed hash of the number, which people are found by.';

create index phone_number_hash on identity.phone (number_hash);
create index phone_number_in_clear on identity.phone (seq) where number is not null;
