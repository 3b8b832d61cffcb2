-- A payer disputes what a merchant took: words and files of both sides, and what two of the staff decide.
create table payments.dispute (
  id           uuid primary key,          -- made by the payer: the idempotency key
  seq          bigint generated always as identity,
  charge       uuid not null references payments.charge,
  payer        uuid not null,
  merchant     uuid not null,
  currency     text not null check (currency ~ '^[A-Z]{3}$'),
  minor        bigint not null check (minor > 0),
  reason       text not null check (reason in ('not-received', 'not-as-described', 'twice', 'wrong-amount', 'cancelled', 'not-mine')),
  words        bytea not null,            -- sealed
  opened_at    timestamptz not null,
  answer_until timestamptz not null check (answer_until > opened_at),
  decide_until timestamptz not null check (decide_until > answer_until),
  answer       bytea,                     -- sealed
  answered_at  timestamptz,
  credit       uuid references payments.payment, -- what the bank has advanced
  credited_at  timestamptz,
  outcome      text check (outcome in ('payer', 'merchant', 'bank', 'accepted', 'withdrawn')),
  note         text not null default '',  -- what both sides are told
  payment      uuid references payments.payment, -- what moved with the outcome
  ended_by     uuid,
  ended_at     timestamptz,
  check ((answer is null) = (answered_at is null)),
  check ((credit is null) = (credited_at is null)),
  check ((outcome is null) = (ended_at is null) and (outcome is null) = (ended_by is null))
);
comment on table payments.dispute is 'What a payer says of a charge. outcome: payer, the merchant pays; merchant, the payer''s claim was not right; bank, the bank bears it; accepted by the merchant; withdrawn by the payer.';
create unique index dispute_open on payments.dispute (charge) where outcome is null;
create index dispute_payer on payments.dispute (payer, seq desc);
create index dispute_merchant on payments.dispute (merchant, seq desc);
create index dispute_waiting on payments.dispute (decide_until) where outcome is null;
create trigger dispute_is_a_leaf after insert or update on payments.dispute
  for each row execute function audit.seal_row('dispute', 'id', 'charge', 'payer', 'merchant', 'currency', 'minor', 'reason~payer', 'opened_at',
    'answered_at', 'credit', 'credited_at', 'outcome', 'payment', 'ended_by', 'ended_at');

create table payments.dispute_evidence (
  id      uuid primary key,               -- made by who brings it
  seq     bigint generated always as identity,
  dispute uuid not null references payments.dispute,
  side    text not null check (side in ('payer', 'merchant')),
  name    text not null check (length(name) between 1 and 80),
  type    text not null check (type in ('image/jpeg', 'image/png', 'application/pdf')),
  size    integer not null check (size between 1 and 1048576),
  sha256  bytea not null check (length(sha256) = 32),
  sealed  bytea not null,
  at      timestamptz not null
);
comment on table payments.dispute_evidence is 'Files that a side brought, sealed. Only added to.';
create index dispute_evidence_dispute on payments.dispute_evidence (dispute, seq);
create trigger dispute_evidence_is_a_leaf after insert on payments.dispute_evidence
  for each row execute function audit.seal_row('dispute-evidence', 'id', 'dispute', 'side', 'type', 'size', 'sha256', 'at');

create table payments.dispute_proposal (
  id       uuid primary key,              -- made by who proposes: the idempotency key
  seq      bigint generated always as identity,
  dispute  uuid not null references payments.dispute,
  what     text not null check (what in ('credit', 'payer', 'merchant', 'bank')),
  note     text not null,
  asked_by uuid not null,
  asked_at timestamptz not null,
  outcome  text check (outcome in ('granted', 'denied', 'withdrawn')),
  ended_by uuid,
  ended_at timestamptz,
  check ((outcome is null) = (ended_at is null) and (outcome is null) = (ended_by is null)),
  check (outcome = 'withdrawn' or ended_by is distinct from asked_by)
);
comment on table payments.dispute_proposal is 'What one of the staff wants done with a dispute, and what another one said to it.';
create unique index dispute_proposal_waiting on payments.dispute_proposal (dispute) where outcome is null;
create index dispute_proposal_dispute on payments.dispute_proposal (dispute, seq);
create trigger dispute_proposal_is_a_leaf after insert or update on payments.dispute_proposal
  for each row execute function audit.seal_row('dispute-proposal', 'id', 'dispute', 'what', 'note~asked_by', 'asked_by', 'asked_at', 'outcome',
    'ended_by', 'ended_at');
