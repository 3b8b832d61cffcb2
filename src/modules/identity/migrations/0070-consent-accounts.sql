-- A customer chooses the accounts that a consent is for.
alter table identity.consent
  add column accounts uuid[] check (cardinality(accounts) between 1 and 100);
comment on column identity.consent.accounts is 'The accounts it is for, by id; null is all of them: an app of our own, and what was given before they could be chosen.';
