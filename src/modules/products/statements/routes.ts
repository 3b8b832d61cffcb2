/** Paths of statements. */
import type { Http } from '#platform/http'
import * as wire from '../wire.ts'
import { createAskForStatement, createSums, createTake, listTaken, type TakeNeeds } from './take.ts'

export const addStatementRoutes = (http: Http, needs: TakeNeeds): void => {
  const [sums, ask, take] = [createSums(needs), createAskForStatement(needs), createTake(needs)]
  http.route(wire.statement, 'products:own', async ({ caller, params, query }) => {
    const { product, opening, closing, ...moved } = await sums(caller.id, params.id, query)
    const toSum = ({ count, total }: { count: number; total: bigint }) => ({ count, total: total.toString() })
    return {
      currency: product.currency,
      ...query,
      opening: opening.toString(),
      in: toSum(moved.in),
      out: toSum(moved.out),
      closing: closing.toString(),
    }
  })
  http.route(wire.askForStatement, 'products:own', ({ caller, params, body }) =>
    ask({ prover: caller, product: params.id, wanted: body }),
  )
  http.routeFile(wire.takeStatement, 'products:own', ({ caller, params, body: { proof, ...wanted } }) =>
    take({ prover: caller, product: params.id, wanted, proof }),
  )
  http.route(wire.statementsTaken, 'products:own', async ({ caller }) => ({
    items: (await listTaken(needs.db, caller.id)).map(({ seq, product, format, first, last, at }) => ({
      id: seq.toString(),
      product,
      format,
      from: first,
      to: last,
      at: at.toISOString(),
    })),
  }))
}
