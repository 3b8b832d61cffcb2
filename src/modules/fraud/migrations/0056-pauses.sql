-- How challenges ended is remembered of their payers: told to the log for the pauses of before.
insert into fraud.change (what, body)
select 'observed', json_build_object('event', json_build_object(
  'person', coalesce(decision.owner, decision.payer),
  'change', case when ending <> 'settled' then 'pauseStop' when choice = 'wait' then 'pauseWait' when choice = 'unit' then 'pauseUnit' else 'pauseProof' end,
  'atMs', (extract(epoch from ended_at) * 1000)::bigint))
from fraud.pause join fraud.decision using (payment)
where ending in ('settled', 'cancelled', 'expired')
order by ended_at;
