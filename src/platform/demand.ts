/** What a path demands of the session that asks, beside its permission. Identity says how unusual a session is. */
import { Refusal } from '#platform/refusal'

/** How far a session is from what is usual for its person. */
export type Level = 'usual' | 'raised' | 'high'

export interface Standing {
  readonly level: Level
  /** What was noticed, as codes, the weightiest first. */
  readonly why: readonly string[]
}

const ranks: Readonly<Record<Level, number>> = { usual: 0, raised: 1, high: 2 }

/** Unless a path says otherwise, reading is open up to a raised level, and a change is for usual sessions. */
export const usualDemand = (method: string): Level => (method === 'GET' ? 'raised' : 'usual')

/** Where the proof goes that satisfies a demand. */
const provedAt = '/v1/me/session/proof'

/** 403 'proof-required', with what was noticed and what would satisfy it. */
export class ProofRequired extends Refusal {
  readonly proof: Standing & { readonly at: string }

  constructor({ level, why }: Standing) {
    super('proof-required', 403, 'Something about this session is unusual. Prove first that it is you.')
    this.proof = { level, why, at: provedAt }
  }
}

/** Throws where the session is farther from usual than the path is open. */
export const assertOpen = (standing: Standing | undefined, openUpTo: Level): void => {
  if (standing && ranks[standing.level] > ranks[openUpTo]) throw new ProofRequired(standing)
}
