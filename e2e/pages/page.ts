import type { Person } from '#testing/bank'

export interface PageOfBank {
  readonly path: string
  /** A text that stands on the page as soon as it is whole. */
  readonly shows: string
  readonly as?: Person
}
