import type { TablerIcon } from '@tabler/icons-react'
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBook2,
  IconBuildingStore,
  IconCash,
  IconCreditCard,
  IconExchange,
  IconReceipt2,
} from '@tabler/icons-react'
import type { ActivityItem, PaymentView } from '#wire/payments'
import type { Product } from '#wire/products'
import { moneyOf } from '../../../kit/currency.ts'
import type { LedgerEntry } from '../../../kit/ledger.tsx'
import { useAccountWords } from './account-words.ts'

type Kind = ActivityItem['kind']

const iconOf = (kind: Kind, side: 'in' | 'out'): TablerIcon => {
  if (kind === 'deposit' || kind === 'withdrawal') return IconCash
  if (kind === 'card') return IconCreditCard
  if (kind === 'opening') return IconBook2
  if (kind === 'exchange') return IconExchange
  if (kind === 'fee') return IconReceipt2
  if (kind === 'charge' || kind === 'capture') return IconBuildingStore
  return side === 'in' ? IconArrowDownLeft : IconArrowUpRight
}

const join = (parts: readonly string[]): string => parts.filter(Boolean).join(' · ')

const useNames = () => {
  const say = useAccountWords()
  const names: Readonly<Record<Kind, string>> = {
    deposit: say('cashIn'),
    withdrawal: say('cashOut'),
    opening: say('opening'),
    exchange: say('exchange'),
    card: say('cardPayment'),
    send: say('someone'),
    fee: say('fee'),
    charge: say('someone'),
    capture: say('someone'),
    refund: say('refund'),
    dispute: say('dispute'),
  }
  return { say, names }
}

const waitsAs: Partial<
  Record<PaymentView['state'], 'waits_challenged' | 'waits_waiting' | 'waits_tried' | 'waits_authorized'>
> = {
  challenged: 'waits_challenged',
  waiting: 'waits_waiting',
  tried: 'waits_tried',
  authorized: 'waits_authorized',
}

/** Turns what happened, and what still waits, into lines of a ledger; names each account but the one they are about. */
export const useEntries = (products: readonly Product[], about: Product | undefined) => {
  const { say, names } = useNames()
  const accountOf = (id: string | null | undefined): string =>
    id === about?.id ? '' : (products.find((product) => product.id === id)?.name ?? '')

  const ofItem = (item: ActivityItem): LedgerEntry => ({
    id: `${item.transfer}-${item.product}`,
    at: new Date(item.bookedAt),
    who: item.who ?? names[item.kind],
    purpose: join([
      item.kind === 'card' && item.who ? say('card') : '',
      item.kind === 'refund' ? say('refund') : '',
      item.note,
      accountOf(item.product),
    ]),
    amount: moneyOf(item.currency, item.amount),
    direction: item.side,
    balanceAfter: moneyOf(item.currency, item.balance),
    icon: iconOf(item.kind, item.side),
    to: item.payment ? `/payments/${item.payment}` : undefined,
  })

  const ofWaiting = (payment: PaymentView): LedgerEntry => {
    const direction = payment.kind === 'deposit' ? 'in' : 'out'
    const waits =
      payment.state === 'announced'
        ? say('waits_announced', { slip: payment.slip ?? '' })
        : say(waitsAs[payment.state] ?? 'waits_in_review')
    return {
      id: payment.id,
      at: new Date(payment.createdAt),
      who:
        payment.kind === 'send' || payment.kind === 'charge' ? (payment.to?.name ?? names.send) : names[payment.kind],
      purpose: waits,
      amount: moneyOf(payment.amount.currency, payment.amount.minor),
      direction,
      balanceAfter: null,
      icon: iconOf(payment.kind, direction),
      to: `/payments/${payment.id}`,
    }
  }
  return { ofItem, ofWaiting }
}
