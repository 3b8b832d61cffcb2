import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { AlertView } from '#wire/fraud'
import { useAlerts } from '../api/alerts.ts'
import { useRefreshMoney } from '../api/queries.ts'
import { AlertLine } from '../kit/alert-line.tsx'
import { moneyOf } from '../kit/currency.ts'
import { formatMoney } from '../kit/money-format.ts'
import { useLanguage } from '../kit/words.ts'
import { type CustomerAlert, isCustomerAlert, useAlertWords } from './alert-words.ts'

const useText = () => {
  const say = useAlertWords()
  const language = useLanguage()
  return ({ kind, amount }: AlertView & { kind: CustomerAlert }): string =>
    say(kind, { amount: amount ? formatMoney(moneyOf(amount.currency, amount.minor), language) : '' })
}

/** Tells in place what has just become of a payment, unless its page is the one that is open, and has the money looked at again. */
export const Alerts = ({ isOn }: { isOn: boolean }) => {
  const say = useAlertWords()
  const textOf = useText()
  const refresh = useRefreshMoney()
  const { pathname } = useLocation()
  const [last, setLast] = useState<AlertView & { kind: CustomerAlert }>()
  const isOpen = last?.payment !== undefined && pathname === `/payments/${last.payment}`
  useAlerts((alert) => {
    void refresh()
    if (isCustomerAlert(alert)) setLast(alert)
  }, isOn)
  useEffect(() => {
    if (isOpen) setLast(undefined)
  }, [isOpen])
  const shown = isOpen ? undefined : last
  return (
    <AlertLine
      text={shown && textOf(shown)}
      link={shown?.payment ? { to: `/payments/${shown.payment}`, label: say('look') } : undefined}
      onClose={() => setLast(undefined)}
    />
  )
}
