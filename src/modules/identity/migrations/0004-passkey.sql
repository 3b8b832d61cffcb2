create table identity.passkey (
  id uuid primary key,
  person uuid not null references identity.person,
  credential bytea not null unique check (octet_length(credential) between 1 and 1023),
  public_key bytea not null check (octet_length(public_key) between 1 and 4096),
  counter bigint not null check (counter between 0 and 4294967295),
  transports text[] not null check (cardinality(transports) <= 10),
  is_synced boolean not null,
  name text not null check (length(name) between 1 and 60),
  created_at timestamptz not null,
  used_at timestamptz,
  suspected_at timestamptz,
  removed_at timestamptz,
  removed_with text check (removed_with in ('password', 'passkey')),
  check ((removed_at is null) = (removed_with is null))
);
comment on table identity.passkey is 'Public keys whose private half a phone, a computer or a hardware key keeps (WebAuthn). A removed one stays, so that it is never taken again.';
comment on column identity.passkey.counter is 'How often the key says it was used; 0 for ever where it does not count.';
comment on column identity.passkey.is_synced is 'Whether the key was copied to other devices of the person, as the maker of the key says.';
comment on column identity.passkey.suspected_at is 'When it was used with a counter that had gone back: there may be a copy. It opens nothing any more.';
comment on column identity.passkey.removed_with is 'How its removal was proved; with the password alone, the password proves nothing else for a day.';

create index passkey_of_person on identity.passkey (person, created_at);

create table identity.ceremony (
  id uuid primary key,
  purpose text not null check (purpose in ('register', 'sign-in', 'step-up')),
  nonce bytea not null check (octet_length(nonce) = 32),
  person uuid references identity.person,
  session bytea check (octet_length(session) = 32),
  expires_at timestamptz not null,
  check ((purpose = 'sign-in') = (person is null)),
  check ((purpose = 'sign-in') = (session is null))
);
comment on table identity.ceremony is 'What a passkey was asked to sign and has not signed yet. Deleted as soon as an answer comes, right or wrong.';

create index ceremony_end on identity.ceremony (expires_at);

alter table identity.session
  add column entered_with text check (entered_with in ('password', 'passkey', 'registration')),
  add column passkey uuid references identity.passkey,
  add check ((passkey is not null) = (entered_with is not distinct from 'passkey'));

comment on column identity.session.entered_with is 'How the person proved who they are; null for sessions older than passkeys.';

create index session_of_person on identity.session (person, created_at desc);
