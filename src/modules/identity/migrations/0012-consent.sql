create table identity.consent (
  id uuid primary key,
  person uuid not null references identity.person,
  client uuid not null references identity.oauth_client,
  scopes text[] not null check (cardinality(scopes) between 1 and 20),
  session bytea check (octet_length(session) = 32),
  given_at timestamptz not null,
  expires_at timestamptz not null check (expires_at > given_at),
  used_at timestamptz,
  ended_at timestamptz,
  ended_by text check (ended_by in ('person', 'client', 'bank')),
  check ((ended_at is null) = (ended_by is null))
);
comment on table identity.consent is 'What a customer let somebody do for them, until when. Its id is the grant of the tokens: where it ended, they are worth nothing.';
comment on column identity.consent.session is 'The session in which it was given.';
comment on column identity.consent.ended_by is 'The customer withdrew it; the client gave it back; the bank ended it, for instance after a token was used twice.';

create index consent_of_person on identity.consent (person, given_at desc);
