-- What the bank bore is written off by two; what the book refuses ends its proposal, so that another can be made; larger files, and WebP.
alter table payments.dispute
  add column written_off_at timestamptz,
  add column written_off_by uuid,
  add constraint dispute_written_off check (
    (written_off_at is null) = (written_off_by is null) and (written_off_at is null or outcome is not distinct from 'bank'));
comment on column payments.dispute.written_off_at is 'When the advance that the bank bears went from its claims to its losses.';
create index dispute_borne on payments.dispute (ended_at) where outcome = 'bank' and written_off_at is null;
create or replace trigger dispute_is_a_leaf after insert or update on payments.dispute
  for each row execute function audit.seal_row('dispute', 'id', 'charge', 'payer', 'merchant', 'currency', 'minor', 'reason~payer', 'opened_at',
    'answered_at', 'credit', 'credited_at', 'outcome', 'payment', 'ended_by', 'ended_at', 'written_off_at', 'written_off_by');

alter table payments.dispute_proposal
  add column refusal text,
  drop constraint dispute_proposal_what_check,
  drop constraint dispute_proposal_outcome_check,
  add constraint dispute_proposal_what_check check (what in ('credit', 'payer', 'merchant', 'bank', 'write-off')),
  add constraint dispute_proposal_outcome_check check (outcome in ('granted', 'denied', 'withdrawn', 'refused')),
  add constraint dispute_proposal_refusal check (refusal is null or outcome = 'refused');
comment on column payments.dispute_proposal.refusal is 'Why what was granted could not be: the code of the refusal.';
create or replace trigger dispute_proposal_is_a_leaf after insert or update on payments.dispute_proposal
  for each row execute function audit.seal_row('dispute-proposal', 'id', 'dispute', 'what', 'note~asked_by', 'asked_by', 'asked_at', 'outcome',
    'ended_by', 'ended_at', 'refusal');

alter table payments.dispute_evidence
  drop constraint dispute_evidence_type_check,
  drop constraint dispute_evidence_size_check,
  add constraint dispute_evidence_type_check check (type in ('image/jpeg', 'image/png', 'image/webp', 'application/pdf')),
  add constraint dispute_evidence_size_check check (size between 1 and 4194304);
