create table identity.signing_key (
  kid text primary key check (length(kid) = 43),
  algorithm text not null check (length(algorithm) between 5 and 20),
  public_key jsonb not null,
  private_key_sealed bytea not null,
  signs_from timestamptz not null,
  signs_until timestamptz not null check (signs_until > signs_from),
  published_until timestamptz not null check (published_until > signs_until)
);
comment on table identity.signing_key is 'Keys that sign tokens. Each is published before it signs, and for as long as something that it signed can count.';
comment on column identity.signing_key.kid is 'The thumbprint of the public key (RFC 7638).';
comment on column identity.signing_key.private_key_sealed is 'The private key (JWK), sealed as personal data is, and given a new data key with it.';
