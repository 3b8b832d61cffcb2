/** The proof over HTTP: the last one, and one now. */
import type { Http } from '#platform/http'
import { lastProof, prove } from '../wire.ts'
import type { Proofs } from './keep-proofs.ts'

const mayProve = 'books:prove'

export const addProofRoutes = (http: Http, proofs: Proofs): void => {
  http.route(prove, mayProve, proofs.proveNow)
  http.route(lastProof, mayProve, async () => {
    const { last, isRunning } = await proofs.last()
    return { last: last && { at: last.at.toISOString(), proof: last.proof }, isRunning }
  })
}
