create table products.statement_taken (
  seq      bigint generated always as identity primary key,
  owner    uuid not null,
  product  uuid not null references products.product,
  format   text not null check (format in ('csv', 'pdf', 'camt.053')),
  first    date not null,
  last     date not null check (last >= first),
  session  text,
  at       timestamptz not null
);
comment on table products.statement_taken is 'Statements that left the bank as files: whose, of what, when, in which session. Only added to.';
create index statement_taken_owner on products.statement_taken (owner, seq desc);
