-- What customers hold on top of the book. Balances are not here: they are the ledger's.
create schema products;

create table products.product (
  id         uuid primary key,           -- also the id of its account in the book
  owner      uuid not null,              -- a person of identity
  kind       text not null check (kind in ('current', 'savings')),
  currency   text not null check (currency ~ '^[A-Z]{3}$'),
  name       text not null check (length(name) between 1 and 60),
  number     text not null unique check (number ~ '^\d{12}$'),
  opened_at  timestamptz not null
);
comment on table products.product is 'A current or savings account of a customer. Screens say account.';
create index product_owner on products.product (owner, opened_at, id);

create table products.freeze (
  seq        bigint generated always as identity primary key,
  product    uuid not null references products.product,
  is_frozen  boolean not null,
  staff      uuid not null,
  note       text not null,
  at         timestamptz not null
);
comment on table products.freeze is 'Who froze an account or ended its freeze, when and why. Only added to.';
