/** Paths of policies. */
import type { Http } from '#platform/http'
import type { NamesOf } from '../models/models.ts'
import { peopleOf, personOf, toProposal } from '../proposals/rows.ts'
import * as wire from '../wire.ts'
import { toBody } from './kind-policy.ts'
import type { PolicyUses, PolicyVersionRow } from './policies.ts'

type Names = Awaited<ReturnType<NamesOf>>

const toVersion = (row: PolicyVersionRow, names: Names): wire.PolicyVersionView => ({
  number: row.number.toString(),
  policy: row.body,
  note: row.note,
  writtenBy: personOf(names, row.written_by),
  writtenAt: row.written_at.toISOString(),
})

export const addPolicyRoutes = (http: Http, namesOf: NamesOf, uses: PolicyUses): void => {
  http.route(wire.policies, 'rules:set', async () => {
    const found = await uses.find()
    const waiting = await Promise.all(
      found.map(async (each) => (each.waiting?.policy_version ? uses.version(each.waiting.policy_version) : null)),
    )
    const names = await namesOf(
      found.flatMap(({ latest, since, waiting: asked }, index) => [
        ...[latest, waiting[index]].flatMap((row) => (row ? [row.written_by] : [])),
        ...[since, asked].flatMap((row) => (row ? peopleOf(row) : [])),
      ]),
    )
    return {
      items: found.map(({ kind, inForce, since, latest, waiting: asked }, index) => {
        const version = waiting[index]
        return {
          kind,
          policy: toBody(inForce.policy),
          number: inForce.number?.toString() ?? null,
          since: since && toProposal(since, names),
          latest: latest && toVersion(latest, names),
          waiting: asked && version && { proposal: toProposal(asked, names), version: toVersion(version, names) },
        }
      }),
    }
  })
  http.route(wire.writePolicy, 'rules:set', async ({ caller, params, body }) => {
    const row = await uses.write({ ...body, kind: params.kind, person: caller.id })
    return toVersion(row, await namesOf([row.written_by]))
  })
  http.route(wire.policyHistory, 'rules:set', async ({ params }) => {
    const rows = await uses.history(params.kind)
    const names = await namesOf(rows.flatMap(peopleOf))
    return { items: rows.map((row) => toProposal(row, names)) }
  })
}
