/** What payers chose when a payment was challenged, and how it ended: stored with the decision, to learn from. */
import type { Query } from '#platform/database'

export type PauseChoice = 'wait' | 'unit' | 'proof' | 'stop'
export type PauseEnding = 'settled' | 'cancelled' | 'expired' | 'refused' | 'returned'

/** What happened to a challenged payment at an instant: a choice, an end, or both. */
export interface Pause {
  readonly choice: PauseChoice | null
  readonly ending: PauseEnding | null
  readonly at: Date
}

// How a pause ended is told to the log, where it came to an end by its payer: as what the person did, from which features follow. The
// first ending stays, so each is told once.
const store = `
  with written as (
  insert into fraud.pause as pause (payment, choice, chosen_at, ending, ended_at)
  select told.payment, told.choice, case when told.choice is not null then told.at end,
    told.ending, case when told.ending is not null then told.at end
  from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[]) as told (payment, choice, ending, at)
    join fraud.decision on decision.payment = told.payment and decision.verdict = 'challenge'
  on conflict (payment) do update set ending = excluded.ending, ended_at = excluded.ended_at
    where pause.ending is null and excluded.ending is not null
  returning pause.payment, pause.choice, pause.ending, pause.ended_at
  ), ended as (
    select coalesce(decision.owner, decision.payer) as person, (extract(epoch from ended_at) * 1000)::bigint as at_ms,
      case when ending <> 'settled' then 'pauseStop' when choice = 'wait' then 'pauseWait' when choice = 'unit' then 'pauseUnit'
        else 'pauseProof' end as change
    from written join fraud.decision using (payment) where ending in ('settled', 'cancelled', 'expired')
  )
  insert into fraud.change (what, body)
  select 'observed', json_build_object('event', json_build_object('person', person, 'change', change, 'atMs', at_ms)) from ended`

/** Writes choices and endings; of a payment that was not challenged there are none. The first of each stays. */
export const writePauses = async (
  query: Query,
  happened: readonly { readonly payment: string; readonly pause?: Pause }[],
): Promise<void> => {
  const told = happened.flatMap(({ payment, pause }) =>
    pause && (pause.choice || pause.ending) ? [{ payment, ...pause }] : [],
  )
  if (told.length === 0) return
  await query.query(store, [
    told.map(({ payment }) => payment),
    told.map(({ choice }) => choice),
    told.map(({ ending }) => ending),
    told.map(({ at }) => at),
  ])
}
