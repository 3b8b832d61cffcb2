import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { PaymentCode } from '#wire/payments'
import { issueCode } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useNotifications } from '../../../api/notifications.ts'
import { codeFateQuery } from '../../../api/queries.ts'

export interface AskedCode {
  readonly product: string
  readonly minor: string | null
  readonly note: string
}

const usualSeconds = 120
const moreSeconds = 600
/** A code on a screen that nobody looks at any more is not renewed for ever. */
const mostRenewals = 5

/** Seconds until an end that is known by the bank's clock: counted from when the code came, not by the clock of this device. */
const useSecondsLeft = (code: PaymentCode | undefined, cameAt: number): number => {
  const [now, setNow] = useState(Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  if (!code?.expiresAt) return 0
  const life = Date.parse(code.expiresAt) - Date.parse(code.issuedAt)
  return Math.max(0, Math.ceil((cameAt + life - Math.max(now, cameAt)) / 1000))
}

/** A code that is kept fresh while it is shown, and what becomes of it. */
export const useShownCode = (asked: AskedCode) => {
  const [cameAt, setCameAt] = useState(0)
  const renewals = useRef(0)
  const {
    data: code,
    error,
    mutate,
    isPending,
  } = useMutation({
    mutationFn: (lifeSeconds: number) => call(issueCode, { body: { kind: 'dynamic', ...asked, lifeSeconds } }),
    onSuccess: () => setCameAt(Date.now()),
  })
  useEffect(() => mutate(usualSeconds), [mutate])
  const left = useSecondsLeft(code, cameAt)
  const { data: fate, refetch } = useQuery(codeFateQuery(code?.id))
  useNotifications(() => void refetch(), code !== undefined)

  const isOver = code !== undefined && cameAt > 0 && left === 0
  const isQuiet = fate?.state !== 'paid' && fate?.state !== 'underway'
  useEffect(() => {
    if (!isOver || !isQuiet || renewals.current >= mostRenewals || document.hidden) return
    renewals.current++
    mutate(usualSeconds)
  }, [isOver, isQuiet, mutate])
  const renew = (seconds: number) => {
    renewals.current = 0
    mutate(seconds)
  }
  const life = code?.expiresAt ? (Date.parse(code.expiresAt) - Date.parse(code.issuedAt)) / 1000 : usualSeconds
  return {
    code,
    error,
    isPending,
    left,
    share: left / life,
    isOver,
    fate,
    newCode: () => renew(usualSeconds),
    moreTime: () => renew(moreSeconds),
  }
}
