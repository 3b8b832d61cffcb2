-- What loosens the doors is asked for by one person and granted by another.
create table locker.policy_proposal (
  id         uuid primary key,
  policy     jsonb not null,
  reason     text not null,
  asked_by   uuid not null,
  asked_at   timestamptz not null,
  decision   text check (decision in ('grant', 'deny', 'expired')),
  decided_by uuid,
  decided_at timestamptz,
  note       text,
  check ((decision is null) = (decided_at is null)),
  check (decision is distinct from 'grant' or decided_by <> asked_by)
);
comment on table locker.policy_proposal is 'A policy that waits for a second person, or did. Once granted it is a row of locker.policy, too.';
create unique index policy_proposal_waits on locker.policy_proposal ((true)) where decision is null;
create trigger policy_proposal_is_sealed after insert or update on locker.policy_proposal for each row execute function
  audit.seal_row('locker-policy-proposal', 'id', 'policy', 'reason', 'asked_by', 'asked_at', 'decision', 'decided_by');

alter table locker.policy add column granted_by uuid;
comment on column locker.policy.granted_by is 'The second person; none where the policy only made the doors stricter, or is older than this rule.';
