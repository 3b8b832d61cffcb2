create table identity.totp (
  id uuid primary key,
  person uuid not null references identity.person,
  secret_sealed bytea not null check (octet_length(secret_sealed) between 30 and 512),
  begun_at timestamptz not null,
  confirmed_at timestamptz,
  last_step bigint not null default 0 check (last_step >= 0),
  removed_at timestamptz,
  removed_with text check (removed_with in ('proof', 'recovery-code')),
  check ((removed_at is null) = (removed_with is null))
);
comment on table identity.totp is 'Authenticator apps (RFC 6238). One is in use for a person at a time; one may be begun and not confirmed yet.';
comment on column identity.totp.secret_sealed is 'In base64, sealed for this row with AES-256-GCM under a data key.';
comment on column identity.totp.last_step is 'The last step of thirty seconds whose code was taken; no code of it or before it is taken again.';

create unique index totp_in_use on identity.totp (person) where confirmed_at is not null and removed_at is null;
create unique index totp_begun on identity.totp (person) where confirmed_at is null;
create index totp_of_person on identity.totp (person);

create table identity.pin (
  person uuid primary key references identity.person,
  hash text not null check (hash like '$argon2id$%'),
  set_at timestamptz not null
);
comment on table identity.pin is 'The PIN that goes with a code or a bound device, as an argon2id hash (PHC string). It opens nothing by itself.';

create table identity.recovery_code (
  hash bytea primary key check (octet_length(hash) = 32),
  person uuid not null references identity.person,
  made_at timestamptz not null,
  used_at timestamptz,
  replaced_at timestamptz
);
comment on table identity.recovery_code is 'Codes for when the phone is lost: 80 random bits each, of which a keyed hash (HMAC) stands here. Used once; new ones replace all.';
create index recovery_code_of_person on identity.recovery_code (person) where used_at is null and replaced_at is null;

create table identity.half_session (
  id bytea primary key check (octet_length(id) = 32),
  person uuid not null references identity.person,
  password_changed_at timestamptz not null,
  device text not null check (length(device) = 22),
  typing_distance double precision check (typing_distance >= 0),
  expires_at timestamptz not null
);
comment on table identity.half_session is 'A right password that still needs its second factor. The id is the SHA-256 of a token; no path but that of the second factor knows it.';
comment on column identity.half_session.device is 'The browser that typed the password; no other one can go on.';
create index half_session_end on identity.half_session (expires_at);

alter table identity.session add column second_factor text check (second_factor in ('code', 'recovery-code'));
comment on column identity.session.second_factor is 'What was asked beside the password; null where nothing was.';

alter table identity.ceremony add column deed bytea check (octet_length(deed) = 32);
comment on column identity.ceremony.deed is 'The hash of what is to be done, for proofs that do not sign it themselves: a code with a PIN. Null for what is no step-up.';
