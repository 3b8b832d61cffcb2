alter table fraud.decision
  add column owner uuid,
  add column payee_owner uuid,
  add column device text check (length(device) <= 200),
  add column network text check (length(network) <= 200),
  add column place text check (length(place) <= 200),
  add column category text check (length(category) <= 200);

comment on column fraud.decision.owner is 'The person whose product pays; null where it is the product itself.';
comment on column fraud.decision.payee_owner is 'The person whose product is paid; null where it is the product itself, or cash is taken out.';
comment on column fraud.decision.device is 'What tells one browser from another: random, and of this bank alone.';
comment on column fraud.decision.network is 'A keyed hash of the range that the address lies in; never the address.';
comment on column fraud.decision.place is 'Where it was paid: "latitude,longitude", or any other word.';
comment on column fraud.decision.category is 'What is bought there, such as a merchant''s category.';

create table fraud.event (
  seq bigint generated always as identity primary key,
  person uuid not null,
  change text not null check (change in ('signedIn', 'passwordChanged', 'limitChanged', 'phoneChanged', 'payeeAdded', 'deviceAdded')),
  at timestamptz not null,
  device text check (length(device) <= 200),
  network text check (length(network) <= 200),
  place text check (length(place) <= 200)
);

comment on table fraud.event is 'What people did besides paying. The memory that features come from is rebuilt from these rows, too.';
