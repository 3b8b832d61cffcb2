create table identity.code (
  subject uuid not null,
  channel text not null check (channel in ('mail', 'sms')),
  address_hash bytea not null check (octet_length(address_hash) = 32),
  hash bytea not null check (octet_length(hash) = 32),
  tries integer not null default 0 check (tries between 0 and 5),
  sends integer not null default 1 check (sends > 0),
  sent_at timestamptz not null,
  again_at timestamptz not null check (again_at > sent_at),
  expires_at timestamptz not null check (expires_at > sent_at),
  primary key (subject, channel)
);
comment on table identity.code is 'The last code of six digits that was sent for a registration or a recovery, as a keyed hash. The row goes when the code is used.';
comment on column identity.code.subject is 'The registration or the recovery.';
comment on column identity.code.tries is 'Counted before they are made; after five no code is right.';
comment on column identity.code.again_at is 'From when on another one may be sent; twice as long each time.';
create index code_end on identity.code (expires_at);

create table identity.registration (
  id uuid primary key,
  token bytea not null check (octet_length(token) = 32),
  person uuid not null,
  language text not null check (language in ('en', 'hi')),
  phone_hash bytea not null check (octet_length(phone_hash) = 32),
  phone_verified_at timestamptz,
  email_hash bytea check (octet_length(email_hash) = 32),
  email_verified_at timestamptz,
  draft_sealed bytea not null check (octet_length(draft_sealed) > 33),
  terms text check (length(terms) between 1 and 40),
  account_kind text check (account_kind in ('current', 'savings')),
  passkey_nonce bytea check (octet_length(passkey_nonce) = 32),
  passkey_until timestamptz,
  begun_at timestamptz not null,
  changed_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > begun_at),
  check (email_verified_at is null or email_hash is not null),
  check ((passkey_nonce is null) = (passkey_until is null))
);
comment on table identity.registration is 'Somebody on the way to become a customer. The row goes when they are one, or a week after they last wrote something.';
comment on column identity.registration.token is 'The SHA-256 of what the browser keeps; nobody else sees or changes the draft.';
comment on column identity.registration.person is 'The id that the customer will have; a passkey is made for it before they are one.';
comment on column identity.registration.draft_sealed is 'Phone, email, name, date of birth and address, sealed for this row.';
create index registration_phone on identity.registration (phone_hash) where phone_verified_at is not null;
create index registration_end on identity.registration (expires_at);

create table identity.profile (
  person uuid primary key references identity.person,
  details_sealed bytea not null check (octet_length(details_sealed) > 33),
  terms text not null check (length(terms) between 1 and 40),
  agreed_at timestamptz not null
);
comment on table identity.profile is 'What a customer told at registration beyond the name: date of birth and address, sealed for this row; and the terms they agreed to.';

alter table identity.phone add column verified_at timestamptz;
comment on column identity.phone.verified_at is 'When a code that was sent there came back; null where it was never tried.';
