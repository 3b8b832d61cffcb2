-- Keys that sign payment codes, the bank's own key that signs the list of them, and codes that were used.
create table payments.code_key (
  id         uuid primary key,
  key        bytea not null unique check (length(key) = 8),
  product    uuid not null,
  public_key bytea not null check (length(public_key) = 32),
  salt       bytea not null check (length(salt) = 8),
  sealed     bytea not null,
  made_at    timestamptz not null,
  ends_at    timestamptz not null check (ends_at > made_at),
  retired_at timestamptz,
  revoked_at timestamptz
);
comment on table payments.code_key is 'Ed25519 keys by which accounts sign their payment codes. The private half is sealed.';
comment on column payments.code_key.key is 'Commits to the account number, the salt and the public key; it stands in codes and in the public list.';
create unique index code_key_current on payments.code_key (product) where retired_at is null and revoked_at is null;
create index code_key_product on payments.code_key (product, made_at desc);

create table payments.code_list_key (
  only_one   boolean primary key check (only_one),
  id         uuid not null unique,
  public_key bytea not null check (length(public_key) = 32),
  sealed     bytea not null,
  made_at    timestamptz not null
);
comment on table payments.code_list_key is 'The key by which the bank signs the list of code keys.';

create table payments.spent_code (
  key        bytea not null check (length(key) = 8),
  nonce      bytea not null check (length(nonce) = 8),
  payment    uuid not null,
  expires_at timestamptz not null,
  primary key (key, nonce)
);
comment on table payments.spent_code is 'Codes that a payment used. A code works once; the row goes a day after the code has ended by itself.';
create index spent_code_payment on payments.spent_code (payment);
create index spent_code_expires on payments.spent_code (expires_at);
