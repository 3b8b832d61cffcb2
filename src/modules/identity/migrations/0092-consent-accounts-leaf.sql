-- A consent's leaf names the accounts that it is for, which a customer chose after consents became leaves.
create or replace trigger consent_is_a_leaf after insert or update on identity.consent
  for each row execute function audit.seal_row('consent', 'id', 'person', 'client', 'scopes', 'accounts', 'given_at', 'expires_at', 'ended_at', 'ended_by');
