import { uuidv7 } from '#platform/id'

/** A new UUIDv7 of this moment. Keep it while the same order is tried again; make another when the order changes. */
export const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)))
