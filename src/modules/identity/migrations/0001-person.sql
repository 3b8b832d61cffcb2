create schema identity;

create table identity.person (
  id uuid primary key,
  number bigint generated always as identity unique,
  kind text not null check (kind in ('customer', 'staff')),
  name text not null check (length(name) between 1 and 120),
  email text unique check (email = lower(email) and length(email) between 3 and 254),
  language text not null check (language in ('en', 'hi')),
  created_at timestamptz not null
);
comment on table identity.person is 'Everyone the bank knows: customers, staff, and parties brought from another system.';
comment on column identity.person.number is 'Order of entry; the cursor of pages.';
comment on column identity.person.email is 'In lower case; null for a party that cannot sign in.';

create index person_customers on identity.person (number desc) where kind = 'customer';

create table identity.credential (
  person uuid primary key references identity.person,
  hash text not null check (hash like '$argon2id$%'),
  changed_at timestamptz not null
);
comment on table identity.credential is 'The password of a person, as an argon2id hash with its own salt and parameters (PHC string).';

create table identity.role (
  person uuid not null references identity.person,
  role text not null check (role in ('customer', 'teller', 'analyst', 'administrator')),
  primary key (person, role)
);
comment on table identity.role is 'What a person is to the bank; permissions follow from roles in the code.';

create table identity.session (
  id bytea primary key check (octet_length(id) = 32),
  person uuid not null references identity.person,
  created_at timestamptz not null,
  seen_at timestamptz not null check (seen_at >= created_at),
  expires_at timestamptz not null check (expires_at > created_at),
  ended_at timestamptz,
  user_agent text not null check (length(user_agent) <= 200)
);
comment on table identity.session is 'Who is signed in where. The id is the SHA-256 of the token, so that a copy of this table opens no session.';
comment on column identity.session.seen_at is 'Last use, to the minute: it is not written at every request.';

create index session_open_of_person on identity.session (person) where ended_at is null;

create table identity.service_client (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  key bytea not null unique check (octet_length(key) = 32),
  scopes text[] not null check (cardinality(scopes) > 0),
  created_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz
);
comment on table identity.service_client is 'Programs that call the bank with a key. The key column is its SHA-256.';

create table identity.attempt (
  key bytea primary key check (octet_length(key) = 32),
  window_ends_at timestamptz not null,
  count integer not null check (count > 0)
);
comment on table identity.attempt is 'Counters of rate limits. The key is a keyed hash (HMAC) of what is limited, so no email or address stands here.';

create index attempt_window on identity.attempt (window_ends_at);
