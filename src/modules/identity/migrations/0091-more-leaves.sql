-- What staff do to the access of customers, which programs are let in, what keys people sign with, and what they allow: leaves of the log.
create trigger intervention_is_a_leaf after insert on identity.intervention
  for each row execute function audit.seal_row('intervention', 'seq', 'id', 'person', 'what', 'by_person', 'at');
create trigger client_is_a_leaf after insert or update of name, redirect_uris, scopes, revoked_at on identity.oauth_client
  for each row execute function audit.seal_row('client', 'id', 'kind', 'name', 'redirect_uris', 'scopes', 'created_by', 'created_at', 'revoked_by', 'revoked_at');
create trigger service_client_is_a_leaf after insert or update of name, scopes, revoked_at on identity.service_client
  for each row execute function audit.seal_row('service-client', 'id', 'name', 'scopes', 'created_at', 'revoked_at');
-- With the public key, so that a signature in the log can be checked from the log alone.
create trigger passkey_is_a_leaf after insert or update of suspected_at, removed_at on identity.passkey
  for each row execute function audit.seal_row('passkey', 'id', 'person', 'public_key', 'created_at', 'suspected_at', 'removed_at', 'removed_with');
create trigger typing_consent_is_a_leaf after insert or delete on identity.typing_consent
  for each row execute function audit.seal_row('typing-consent', 'person', 'given_at');
