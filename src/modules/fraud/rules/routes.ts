/** Paths of rules, proposals and back-tests. */
import type { Http } from '#platform/http'
import { features } from '../features/catalog.ts'
import type { NamesOf } from '../models/models.ts'
import { type ProposalRow, peopleOf, toProposal } from '../proposals/rows.ts'
import { type FourEyes, proposalKind } from '../signing/kinds.ts'
import * as wire from '../wire.ts'
import { checkCondition } from './check.ts'
import { peopleOfRules, type RuleState, toRule, toRuleVersion } from './rows.ts'
import type { RuleUses } from './rules.ts'

export const addRuleRoutes = (http: Http, namesOf: NamesOf, uses: RuleUses, approvals: FourEyes): void => {
  const show = async (state: RuleState) => toRule(state, await namesOf(peopleOfRules([state])))

  http.route(wire.rules, 'rules:set', async () => {
    const [found, fired] = await Promise.all([uses.find(), uses.countFired()])
    const names = await namesOf(peopleOfRules(found))
    return { items: found.map((state) => ({ rule: toRule(state, names), fired: fired.get(state.latest.rule) ?? 0 })) }
  })
  http.route(wire.oneRule, 'rules:set', async ({ params }) => {
    const { state, versions, proposals } = await uses.findOne(params.id)
    const people = [...versions.map((row) => row.written_by), ...proposals.flatMap(peopleOf)]
    const names = await namesOf([...peopleOfRules([state]), ...people])
    return {
      rule: toRule(state, names),
      versions: versions.map((row) => toRuleVersion(row, names)),
      proposals: proposals.map((row) => toProposal(row, names)),
    }
  })
  http.route(wire.writeRule, 'rules:set', async ({ caller, params, body }) => {
    const row = await uses.write({ ...body, rule: params.id, version: Number(params.version), person: caller.id })
    return toRuleVersion(row, await namesOf([row.written_by]))
  })
  http.route(wire.checkRule, 'rules:set', async ({ body }) => checkCondition(body.condition))
  http.route(wire.ruleFeatures, 'rules:set', async () => ({
    items: features.map(({ name, label, unit }) => ({ name, label, unit })),
  }))
  http.route(wire.disableRule, 'rules:set', async ({ caller, params, body }) =>
    show(await uses.disable({ rule: params.id, person: caller.id, note: body.note })),
  )
  addProposalRoutes(http, namesOf, uses, approvals)
}

const addProposalRoutes = (http: Http, namesOf: NamesOf, uses: RuleUses, approvals: FourEyes) => {
  const show = async (row: ProposalRow) => toProposal(row, await namesOf(peopleOf(row)))

  http.route(wire.propose, 'rules:set', async ({ caller, params: { id }, body: { proof, ...asked } }) => {
    // One that is sent again was signed when it came first.
    if (!(await uses.findProposal(id))) await approvals.sign(caller, { kind: proposalKind, subject: id, asked, proof })
    return show(await uses.propose({ ...asked, id, version: BigInt(asked.version), person: caller.id }))
  })
  http.route(wire.decideProposal, 'rules:set', async ({ caller, params, body: { proof, ...body } }) => {
    const proposed = await uses.findProposal(params.id)
    if (body.decision === 'grant' && proposed?.outcome === null) {
      const signing = { kind: proposalKind, subject: params.id, asked: body, proof, first: proposed.asked_by }
      await approvals.sign(caller, signing)
    }
    const outcome = body.decision === 'grant' ? 'granted' : 'denied'
    return show(await uses.endProposal({ id: params.id, outcome, person: caller.id, note: body.note }))
  })
  http.route(wire.withdrawProposal, 'rules:set', async ({ caller, params }) =>
    show(await uses.endProposal({ id: params.id, outcome: 'withdrawn', person: caller.id, note: '' })),
  )
}
