import type { PaymentFile } from '#wire/payments'

/** The state of a file as its owner sees it: one without a good line waits for nothing. */
export const stateOf = ({ state, good }: PaymentFile): PaymentFile['state'] | 'nothing' =>
  state === 'read' && good === 0 ? 'nothing' : state
