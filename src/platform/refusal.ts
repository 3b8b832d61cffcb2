/** An expected no. It is thrown, rolls a plain transaction back, and becomes one problem document in `platform/http`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: string
  readonly status: number
  /** Seconds after which the same request may succeed, for 429 and 503. */
  readonly retryAfter: number | undefined
  /** What a program has to be told beside the document, such as how to authenticate (WWW-Authenticate). */
  readonly headers: Readonly<Record<string, string>>

  /** `code` is stable and in kebab case, `status` the HTTP status, `detail` a whole sentence for a person. */
  constructor(
    code: string,
    status: number,
    detail: string,
    retryAfter?: number,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail)
    this.code = code
    this.status = status
    this.retryAfter = retryAfter
    this.headers = headers
  }
}
