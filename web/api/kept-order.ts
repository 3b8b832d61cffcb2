import type { Order } from '#wire/payments'

/** What was ordered, kept in this tab until the person signs out, so that whoever ran out of time does not type it again. */
type Sent = Extract<Order, { kind: 'send' }>

const keyOf = (payment: string): string => `bankserver-order-${payment}`

export const keepOrder = (payment: string, order: Order): void => {
  if (order.kind !== 'send') return
  const { from, to, amount, note } = order
  sessionStorage.setItem(keyOf(payment), JSON.stringify({ kind: 'send', from, to, amount, note }))
}

/** The order of a payment that was made in this tab. */
export const keptOrder = (payment: string | undefined): Sent | undefined => {
  const kept = payment && sessionStorage.getItem(keyOf(payment))
  return kept ? (JSON.parse(kept) as Sent) : undefined
}

/** Whoever signs in next at this device is nobody who should read it. */
export const forgetOrders = (): void => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(keyOf(''))) sessionStorage.removeItem(key)
}
