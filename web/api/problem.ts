import type { Problem as ProblemDocument } from '#platform/endpoint'

/** A field of a request that the bank could not take, with a sentence about it. */
export type ProblemField = { readonly field: string; readonly message: string }

/** Why a call was not answered as hoped. `code` is stable; `detail` is a sentence in English. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: string
  /** The HTTP status; 0 where the bank was not reached. */
  readonly status: number
  readonly requestId: string | undefined
  readonly fields: readonly ProblemField[]
  /** Of proof-required: what was noticed about the session. */
  readonly why: readonly string[]

  constructor(
    code: string,
    status: number,
    detail: string,
    requestId?: string,
    { fields = [], proof }: Pick<Partial<ProblemDocument>, 'fields' | 'proof'> = {},
  ) {
    super(detail)
    this.code = code
    this.status = status
    this.requestId = requestId
    this.fields = fields
    this.why = proof?.why ?? []
  }

  get detail(): string {
    return this.message
  }
}

/** The bank was not reached, or its answer never came. */
export const unreachable = (): Problem =>
  new Problem('unreachable', 0, 'We could not reach the bank. Nothing was sent. Your money is where it was.')

/** Whether the bank was not reached, so that nobody can say yet what became of the call. */
export const isUnreachable = (error: unknown): boolean => error instanceof Problem && error.code === 'unreachable'

/** The bank answered in a shape that this page does not know, because one of the two is newer. */
export const notUnderstood = (status: number): Problem =>
  new Problem('not-understood', status, 'The bank has changed since this page was opened. Please load the page again.')

const isDocument = (value: unknown): value is ProblemDocument =>
  typeof value === 'object' && value !== null && 'code' in value && 'detail' in value

/** Reads a problem document (RFC 9457) from an answer; anything else becomes a problem by its status. */
export const problemOf = (status: number, body: unknown): Problem => {
  if (!isDocument(body)) return status >= 500 ? unreachable() : notUnderstood(status)
  return new Problem(body.code, status, body.detail, body.request_id, body)
}
