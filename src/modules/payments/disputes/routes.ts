/** Paths of disputes. */
import type { Caller, Http } from '#platform/http'
import * as wire from '../wire.ts'
import {
  createAcceptDispute,
  createDecide,
  createDisputeKind,
  createPropose,
  createWithdrawDispute,
  createWithdrawProposal,
  type DecideNeeds,
} from './decide.ts'
import { createAnswerDispute, createBringEvidence, createOpenDispute, type DisputeNeeds } from './open.ts'
import { noSuchDispute, noSuchEvidence } from './refusals.ts'
import {
  type DisputeRow,
  evidenceField,
  findBorne,
  findDispute,
  findEnded,
  findFile,
  findOwn,
  findQueue,
} from './rows.ts'
import { type ViewNeeds, viewCases, viewDisputes } from './view.ts'

const usualPage = 25
const queueLength = 100
const endedShown = 25

export type AllNeeds = DisputeNeeds & DecideNeeds & ViewNeeds

export const createDisputes = (needs: AllNeeds) => {
  needs.identity.approvals.register(createDisputeKind(needs))
  const uses = {
    open: createOpenDispute(needs),
    answer: createAnswerDispute(needs),
    accept: createAcceptDispute(needs),
    withdraw: createWithdrawDispute(needs),
    bring: createBringEvidence(needs),
    propose: createPropose(needs),
    decide: createDecide(needs),
    withdrawProposal: createWithdrawProposal(needs),
  }
  return {
    uses,
    routes: (http: Http) => {
      addCustomerRoutes(http, needs, uses)
      addStaffRoutes(http, needs, uses)
    },
  }
}

export type Disputes = ReturnType<typeof createDisputes>
type Uses = Disputes['uses']

async function* once(bytes: Buffer) {
  yield bytes
}

/** A file as it leaves; its name is made here, so that nothing that somebody typed stands in a header. */
const fileOf = async ({ db, sealing }: AllNeeds, dispute: string, id: string) => {
  const row = await findFile(db, id)
  if (row?.dispute !== dispute) throw noSuchEvidence()
  const bytes = Buffer.from(await sealing.open(evidenceField, row.id, row.sealed), 'base64')
  return { type: row.type, name: `evidence-${row.id}.${row.type.split('/')[1]}`, body: once(bytes) }
}

const addCustomerRoutes = (http: Http, needs: AllNeeds, uses: Uses): void => {
  const { db } = needs
  const own = async (person: string, id: string): Promise<DisputeRow> => {
    const row = await findDispute(db, id)
    if (!row || (row.payer !== person && row.merchant !== person)) throw noSuchDispute()
    return row
  }
  const show = async (person: string, id: string) => (await viewDisputes(needs, [await own(person, id)], person))[0]

  http.route(wire.openDispute, 'payments:own', async ({ caller, params, body }) => {
    await uses.open(caller.id, params.id, body)
    return show(caller.id, params.id)
  })
  http.route(wire.disputes, 'payments:own', async ({ caller, query }) => {
    const limit = query.limit ? Number(query.limit) : usualPage
    const rows = await findOwn(db, caller.id, query.before ? BigInt(query.before) : undefined, limit)
    const items = await viewDisputes(needs, rows, caller.id)
    return { items, next: rows.length < limit ? null : (rows.at(-1)?.seq.toString() ?? null) }
  })
  http.route(wire.getDispute, 'payments:own', ({ caller, params }) => show(caller.id, params.id))
  http.route(wire.answerDispute, 'payments:own', async ({ caller, params, body }) => {
    await uses.answer(caller.id, params.id, body.words)
    return show(caller.id, params.id)
  })
  const ends = [
    [wire.acceptDispute, uses.accept],
    [wire.withdrawDispute, uses.withdraw],
  ] as const
  for (const [endpoint, end] of ends)
    http.route(endpoint, 'payments:own', async ({ caller, params }) => {
      await end(caller.id, params.id)
      return show(caller.id, params.id)
    })
  http.routeUpload(
    wire.putEvidence,
    'payments:own',
    { types: [...wire.evidenceTypes], mostBytes: wire.mostEvidenceBytes },
    async ({ caller, params, query, file, request }) => {
      await own(caller.id, params.id)
      const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
      await uses.bring(caller.id, { dispute: params.id, id: params.evidence, name: query.name, type, file })
      return show(caller.id, params.id)
    },
  )
  http.routeFile(wire.readEvidence, 'payments:own', async ({ caller, params }) => {
    await own(caller.id, params.id)
    return fileOf(needs, params.id, params.evidence)
  })
}

const listed = {
  waiting: (db: AllNeeds['db']) => findQueue(db, queueLength),
  borne: (db: AllNeeds['db']) => findBorne(db, queueLength),
  ended: (db: AllNeeds['db']) => findEnded(db, endedShown),
} as const

const peopleOf = ({ payer, merchant }: DisputeRow): string[] => [payer, merchant]

const addStaffRoutes = (http: Http, needs: AllNeeds, uses: Uses): void => {
  const { db, identity } = needs
  type By = { readonly caller: Caller; readonly request: Parameters<typeof identity.readings.note>[0] }

  const find = async (id: string): Promise<DisputeRow> => {
    const row = await findDispute(db, id)
    if (!row) throw noSuchDispute()
    return row
  }
  /** What waits to be decided is a reason to look at it; of one that has ended staff say why. */
  const note = ({ caller, request }: By, row: DisputeRow) =>
    identity.readings.note(request, caller, {
      what: 'case',
      people: peopleOf(row),
      detail: row.id,
      because: row.outcome === null ? 'work' : undefined,
    })
  const show = async (by: By, id: string) => {
    const row = await find(id)
    await note(by, row)
    return (await viewCases(needs, [row]))[0]
  }
  const showDone = async (id: string) => (await viewCases(needs, [await find(id)]))[0]

  http.route(wire.disputeCases, 'disputes:decide', async ({ query, caller, request }) => {
    const rows = await listed[query.state](db)
    const people = [...new Set(rows.flatMap(peopleOf))]
    await identity.readings.note(request, caller, { what: 'case', people, because: 'work' })
    return { items: await viewCases(needs, rows) }
  })
  http.route(wire.oneDisputeCase, 'disputes:decide', ({ params, ...by }) => show(by, params.id))
  http.routeFile(wire.caseEvidence, 'disputes:decide', async ({ params, ...by }) => {
    await note(by, await find(params.id))
    return fileOf(needs, params.id, params.evidence)
  })
  http.route(wire.proposeForDispute, 'disputes:decide', async ({ caller, params, body }) =>
    showDone(await uses.propose(caller, params.id, body)),
  )
  http.route(wire.decideForDispute, 'disputes:decide', async ({ caller, params, body }) =>
    showDone(await uses.decide(caller, params.id, body)),
  )
  http.route(wire.withdrawDisputeProposal, 'disputes:decide', async ({ caller, params }) =>
    showDone(await uses.withdrawProposal(caller.id, params.id)),
  )
}
