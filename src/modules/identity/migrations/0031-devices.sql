create table identity.device (
  id uuid primary key,
  person uuid not null references identity.person,
  device text not null check (length(device) = 22),
  name text not null check (length(name) between 1 and 60),
  key bytea check (octet_length(key) between 64 and 512),
  bound_at timestamptz not null,
  bound_with text not null check (bound_with in ('passkey', 'code', 'device', 'password', 'recovery-code')),
  revoked_at timestamptz
);
comment on table identity.device is 'Browsers that a person bound, after proof. A revoked one stays, so that its person sees it and it is known as revoked.';
comment on column identity.device.device is 'As the device cookie names it.';
comment on column identity.device.key is 'The public half (SPKI) of a key on P-256 that the browser keeps and does not give out; null where it has none.';

create unique index device_bound on identity.device (person, device) where revoked_at is null;
create index device_of_person on identity.device (person, bound_at desc);
