-- Decisions as leaves of the log, a row of hashes for a batch; and what decides them: models, policies, rules.

-- RFC 8785: names in order. Probability and score are the eight bytes that they are, in hex, so that no text of them can differ.
create function fraud.content_of(
  payment uuid, seq bigint, kind text, payer uuid, payee uuid, currency text, minor bigint, booked timestamptz, decided timestamptz,
  verdict text, probability double precision, score double precision, model text, features bytea
) returns text language sql stable parallel safe as $$
  select concat('{"bookedAt":', (date_part('epoch', booked) * 1000)::bigint, ',"currency":"', currency,
    '","decidedAt":', (date_part('epoch', decided) * 1000)::bigint, ',"features":"', encode(sha256(features), 'hex'), '","kind":"', kind,
    '","minor":"', minor, '","model":', to_json(model), case when payee is not null then concat(',"payee":"', payee, '"') end, ',"payer":"', payer,
    '","payment":"', payment, '","place":"', seq, '"',
    case when probability is not null then concat(',"probability":"', encode(float8send(probability), 'hex'), '"') end,
    case when score is not null then concat(',"score":"', encode(float8send(score), 'hex'), '"') end,
    ',"type":"decision","verdict":"', verdict, '"}')
$$;
comment on function fraud.content_of is 'What a leaf of the log commits to: a decision, in canonical JSON.';

create function fraud.append_leaves() returns trigger language plpgsql as $$
declare v_first bigint; v_last bigint; v_leaves bytea;
begin
  select min(seq), max(seq),
         string_agg(sha256(convert_to(fraud.content_of(payment, seq, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
                                                       score, model, features), 'UTF8')), ''::bytea order by seq)
    into v_first, v_last, v_leaves from written;
  if v_leaves is not null then perform audit.append('decision', v_first, v_last, v_leaves); end if;
  return null;
end $$;

-- What was decided before there was a log gets its leaves now.
select audit.append('decision', min(seq), max(seq),
         string_agg(sha256(convert_to(fraud.content_of(payment, seq, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
                                                       score, model, features), 'UTF8')), ''::bytea order by seq))
  from fraud.decision group by seq >> 10 order by seq >> 10;

create trigger decision_is_a_leaf after insert on fraud.decision
  referencing new table as written for each statement execute function fraud.append_leaves();

create trigger model_is_a_leaf after insert or update on fraud.model
  for each row execute function audit.seal_row('model', 'version', 'number', 'origin', 'state', 'replaced', 'registered_at');
create trigger promotion_is_a_leaf after insert or update on fraud.promotion
  for each row execute function audit.seal_row('promotion', 'id', 'model', 'champion', 'reason', 'asked_by', 'asked_at', 'outcome', 'ended_by', 'ended_at', 'note');
create trigger policy_version_is_a_leaf after insert on fraud.policy_version
  for each row execute function audit.seal_row('policy', 'number', 'kind', 'body', 'note', 'written_by', 'written_at');
create trigger rule_version_is_a_leaf after insert on fraud.rule_version
  for each row execute function audit.seal_row('rule', 'number', 'rule', 'version', 'name', 'condition', 'effect', 'note', 'written_by', 'written_at');
create trigger proposal_is_a_leaf after insert or update on fraud.proposal
  for each row execute function audit.seal_row('in-force', 'id', 'rule', 'rule_version', 'kind', 'policy_version', 'reason', 'asked_by', 'asked_at', 'outcome',
    'ended_by', 'ended_at', 'note', 'until_at', 'until_by', 'until_note');
create trigger signature_is_a_leaf after insert on fraud.signature
  for each row execute function audit.seal_row('review-signature', 'payment', 'round', 'place', 'analyst', 'at', 'choice', 'is_fraud', 'note~analyst', 'message~analyst');
