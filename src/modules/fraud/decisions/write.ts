/**
 * Writes decisions, in one statement for a whole batch: each with what would have let it pass, and with the attempt for the log that
 * the memory follows from. The log gets its rows in the order of the batch.
 */
import type { Tx } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import type { Assessment } from '../assess.ts'
import { toBytes } from '../tables.ts'

const insert = `
  with given as materialized (
    select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::uuid[], $5::text[], $6::bigint[], $7::timestamptz[],
      $8::timestamptz[], $9::text[], $10::float8[], $11::float8[], $12::text[], $13::bytea[], $14::bytea[], $15::text[],
      $16::uuid[], $17::uuid[], $18::text[], $19::text[], $20::text[], $21::text[], $22::bigint[], $23::text[], $24::text[],
      $25::float8[], $26::text[], $27::text[], $28::float8[], $29::float8[], $30::boolean[], $31::bigint[], $32::bigint[],
      $33::bigint[], $34::bigint[], $35::json[])
      as given (payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
      score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
      policy_version, own_verdict, explored_from, propensity, rules_fired, rules_failed, oddness, residual, has_counterfactual,
      passes_below, passes_later_ms, origin, ticket, body)
  ), decided as (
    insert into fraud.decision (payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
      score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
      policy_version, own_verdict, explored_from, propensity, rules_fired, rules_failed, oddness, residual, is_logged)
    select payment, kind, payer, payee, currency, minor, booked_at, decided_at, verdict, probability,
      score, model, features, contributions, outcome, owner, payee_owner, device, network, place, category,
      policy_version, own_verdict, explored_from, propensity, rules_fired::bigint[], rules_failed::bigint[], oddness, residual, true
    from given
  ), explained as (
    insert into fraud.counterfactual (payment, passes_below, passes_later_ms)
    select payment, passes_below, passes_later_ms from given where has_counterfactual
  )
  insert into fraud.change (what, payment, origin, ticket, body)
  select 'attempt', payment, origin, ticket, body from given`

/** A list as PostgreSQL writes it, since a column of lists would come as one long list. */
const listOf = (numbers: readonly bigint[]) => `{${numbers.join()}}`

const bodyOf = ({ logged }: Assessment): string => {
  const { what: _, ...body } = logged.change
  return JSON.stringify(body)
}

const columnsOf = (assessments: readonly Assessment[]): Buffer[] => {
  const column = <Value>(read: (assessment: Assessment) => Value): Value[] => assessments.map(read)
  const { uuids, texts, bigints, wholes, instants, floats, bytes, booleans, jsons } = sqlArray
  return [
    uuids(column(({ payment }) => payment)),
    texts(column(({ attempt }) => attempt.kind)),
    uuids(column(({ attempt }) => attempt.payer.id)),
    uuids(column(({ attempt }) => attempt.payee?.id)),
    texts(column(({ attempt }) => attempt.money.currency)),
    bigints(column(({ attempt }) => attempt.money.minor)),
    instants(column(({ attempt }) => attempt.at)),
    instants(column(({ decidedAt }) => decidedAt)),
    texts(column(({ verdict }) => verdict)),
    floats(column(({ probability }) => probability)),
    floats(column(({ score }) => score)),
    texts(column(({ model }) => model)),
    bytes(column(({ features }) => toBytes(features))),
    bytes(column(({ contributions }) => contributions && toBytes(contributions))),
    texts(column(({ outcome }) => outcome)),
    uuids(column(({ attempt }) => attempt.payer.owner)),
    uuids(column(({ attempt }) => attempt.payee?.owner)),
    texts(column(({ attempt }) => attempt.context?.device)),
    texts(column(({ attempt }) => attempt.context?.network)),
    texts(column(({ attempt }) => attempt.context?.place)),
    texts(column(({ attempt }) => attempt.context?.category)),
    bigints(column(({ policyVersion }) => policyVersion)),
    texts(column(({ ownVerdict }) => ownVerdict)),
    texts(column(({ exploredFrom }) => exploredFrom)),
    floats(column(({ propensity }) => propensity)),
    texts(column(({ rulesFired }) => listOf(rulesFired))),
    texts(column(({ rulesFailed }) => listOf(rulesFailed))),
    floats(column(({ oddness }) => oddness)),
    floats(column(({ residual }) => residual)),
    booleans(column(({ counterfactual }) => counterfactual !== null)),
    bigints(column(({ counterfactual }) => counterfactual?.passesBelow)),
    wholes(column(({ counterfactual }) => counterfactual?.passesLaterMs)),
    wholes(column(({ logged }) => logged.origin)),
    wholes(column(({ logged }) => logged.ticket)),
    jsons(column(bodyOf)),
  ]
}

/** Whatever of it cannot be stored is an error of the whole statement. */
export const sendDecisions = (tx: Tx, assessments: readonly Assessment[]): void => {
  tx.send(insert, columnsOf(assessments))
}
