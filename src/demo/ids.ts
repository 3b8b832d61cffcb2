/** Ids that follow from what they are for, so that a seed that broke off finds what it has made. */
import { createHash } from 'node:crypto'
import { uuidv7, uuidv8 } from '#platform/id'

const digest = (text: string) => createHash('sha256').update(`bankserver demo ${text}`).digest()

/** Of a person or a product. */
export const idOf = (what: string): string => uuidv8(digest(what))

/** Of a payment: it carries the payment's time. */
export const paymentIdOf = (what: string, at: Date): string => uuidv7(at.getTime(), digest(what).subarray(0, 10))
