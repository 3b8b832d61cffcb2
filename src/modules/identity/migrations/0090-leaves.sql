-- What staff do, who may do what, and what customers allow others: each becomes a leaf of the log. Whatever says something about a
-- person, other than their id, is hashed with the salt of that person.
create trigger role_is_a_leaf after insert or delete on identity.role
  for each row execute function audit.seal_row('role', 'person', 'role');
create trigger role_permission_is_a_leaf after insert or delete on identity.role_permission
  for each row execute function audit.seal_row('role-permission', 'role', 'permission');
create trigger person_lock_is_a_leaf after insert on identity.person_lock
  for each row execute function audit.seal_row('person-lock', 'seq', 'person', 'is_locked', 'reason~person', 'by_person', 'at');
-- With what the passkey answered, so that the log proves the signature itself.
create trigger signature_is_a_leaf after insert on identity.signature
  for each row execute function audit.seal_row('signature', 'seq', 'kind', 'subject', 'content', 'hash', 'person', 'at', 'passkey', 'nonce', 'credential');
create trigger proposal_is_a_leaf after insert or update on identity.proposal
  for each row execute function audit.seal_row('proposal', 'id', 'kind', 'content', 'reason', 'asked_by', 'asked_at', 'outcome', 'ended_by', 'ended_at', 'note');
create trigger taken_right_is_a_leaf after insert or update on identity.taken_right
  for each row execute function audit.seal_row('taken-right', 'id', 'person', 'permission', 'reason~person', 'at', 'until', 'ended_at', 'reviewed_by', 'reviewed_at', 'was_right');
create trigger reading_is_a_leaf after insert on identity.reading
  for each row execute function audit.seal_row('reading', 'seq', 'at', 'reader', 'roles', 'people', 'what', 'detail~reader', 'choice', 'reason~reader');
create trigger consent_is_a_leaf after insert or update on identity.consent
  for each row execute function audit.seal_row('consent', 'id', 'person', 'client', 'scopes', 'given_at', 'expires_at', 'ended_at', 'ended_by');
create trigger service_key_is_a_leaf after insert or update on identity.service_key
  for each row execute function audit.seal_row('service-key', 'id', 'client', 'created_at', 'expires_at', 'revoked_at');
