create table identity.recovery (
  id uuid primary key,
  token bytea not null check (octet_length(token) = 32),
  person uuid references identity.person,
  language text not null check (language in ('en', 'hi')),
  given_hash bytea not null check (octet_length(given_hash) = 32),
  mail_hash bytea not null check (octet_length(mail_hash) = 32),
  sms_hash bytea not null check (octet_length(sms_hash) = 32),
  begun_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > begun_at),
  mail_proved_at timestamptz,
  sms_proved_at timestamptz,
  code_proved_at timestamptz,
  waits_from timestamptz,
  opens_at timestamptz check (opens_at > waits_from),
  closes_at timestamptz check (closes_at > opens_at),
  midway_told_at timestamptz,
  open_told_at timestamptz,
  passkey_nonce bytea check (octet_length(passkey_nonce) = 32),
  passkey_until timestamptz,
  finished_at timestamptz,
  cancelled_at timestamptz,
  check ((waits_from is null) = (opens_at is null) and (opens_at is null) = (closes_at is null)),
  check (person is not null or opens_at is null),
  check (finished_at is null or (opens_at is not null and finished_at >= opens_at)),
  check (finished_at is null or cancelled_at is null),
  check ((passkey_nonce is null) = (passkey_until is null))
);
comment on table identity.recovery is 'Somebody who lost every way in and wants another one: two proofs, a time of waiting in which it can be cancelled, then a new password or passkey.';
comment on column identity.recovery.token is 'The SHA-256 of what the browser keeps.';
comment on column identity.recovery.person is 'Null where nobody has the email or the phone that was given; nothing that is answered differs for it.';
comment on column identity.recovery.given_hash is 'A keyed hash of the email or phone that was given.';
comment on column identity.recovery.mail_hash is 'A keyed hash of where the code by mail went, or of nothing.';
comment on column identity.recovery.opens_at is 'When the time of waiting is over.';

create unique index recovery_waiting on identity.recovery (person)
  where opens_at is not null and finished_at is null and cancelled_at is null;
create index recovery_finished on identity.recovery (person, finished_at) where finished_at is not null;
create index recovery_end on identity.recovery (expires_at);
