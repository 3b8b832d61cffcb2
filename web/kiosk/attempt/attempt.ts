/** An attempt as the kiosk follows it. The bank alone says which door is next; what is lost on the way is asked for again. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type AttemptView, getAttempt } from '#wire/locker'
import { isUnreachable, Problem } from '../../api/problem.ts'
import { useCamera } from '../camera/camera.tsx'
import { useKiosk } from '../device/kiosk.tsx'
import { useKioskLanguage } from '../languages.ts'
import type { Frame } from './film.ts'
import { createSteps } from './steps.ts'

const POLL_MS = 1_000

/** Answers that say that this page and the bank do not see the same step. */
const outOfStep = ['wrong-nonce', 'wrong-door', 'attempt-over']

export const isOver = ({ state }: AttemptView): boolean =>
  state === 'refused' || state === 'expired' || state === 'cancelled' || state === 'closed'

const isMoving = ({ state }: AttemptView): boolean => state === 'opening' || state === 'open'

const isSameChallenge = (before: AttemptView | undefined, view: AttemptView): boolean =>
  before?.id === view.id && before.challenge?.issuedAt === view.challenge?.issuedAt

type Known = { readonly view: AttemptView; readonly receivedAt: number }

/** What the bank last told, for what is drawn and for what is asked next. */
const useKnown = () => {
  const [known, setKnown] = useState<Known>()
  const now = useRef<AttemptView>(undefined)
  const take = useCallback((view: AttemptView | undefined) => {
    now.current = view
    const at = performance.now()
    // The time of a challenge runs from when it came first, however often it is told again.
    setKnown(
      (before) => view && { view, receivedAt: isSameChallenge(before?.view, view) ? (before?.receivedAt ?? at) : at },
    )
  }, [])
  const current = useCallback(() => now.current, [])
  return { known, take, current }
}

/** Whether the bank has to be asked how things stand: it and this page differ, or an answer was lost. */
const isInDoubt = (error: unknown): boolean =>
  isUnreachable(error) || (error instanceof Problem && outOfStep.includes(error.code))

export type Attempt = ReturnType<typeof useAttempt>

/** The attempt at this kiosk, if there is one, and every step of it. A no of the bank stands in `problem`. */
export const useAttempt = () => {
  const { ask, note, line } = useKiosk()
  const { grab } = useCamera()
  const language = useKioskLanguage()
  const { known, take, current } = useKnown()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()

  const refresh = useCallback(async () => {
    const before = current()
    if (before === undefined) return
    const view = await ask(getAttempt, { params: { id: before.id } })
    // Somebody may have stopped meanwhile.
    if (current()?.id === view.id) take(view)
  }, [ask, current, take])

  const work = useCallback(
    async (step: Promise<AttemptView | undefined>): Promise<void> => {
      setBusy(true)
      setProblem(undefined)
      try {
        const view = await step
        if (view !== undefined) take(view)
      } catch (error) {
        setProblem(error)
        if (isInDoubt(error)) await refresh().catch(() => undefined)
      } finally {
        setBusy(false)
      }
    },
    [refresh, take],
  )

  const steps = useMemo(() => {
    const { begin, frames, passkey, secret, code, open, cancel } = createSteps({ ask, grab, language, current })
    return {
      begin: (box: string) => work(begin(box)),
      frames: (film: readonly Frame[]) => work(frames(film)),
      passkey: () => work(passkey()),
      secret: (typed: string) => work(secret(typed)),
      code: (typed: string) => work(code(typed)),
      open: () => work(open()),
      cancel: () => work(cancel()),
      leave: () => {
        take(undefined)
        setProblem(undefined)
      },
    }
  }, [ask, grab, language, current, take, work])

  useLost(known?.view, line === 'lost', note)
  usePolls(known?.view, line === 'lost', refresh)
  return { view: known?.view, receivedAt: known?.receivedAt ?? 0, isBusy, problem, refresh, ...steps }
}

/** While the lock moves or stands open, and while the bank was lost, it is asked how things stand. */
const usePolls = (view: AttemptView | undefined, isLost: boolean, refresh: () => Promise<void>): void => {
  const isDue = view !== undefined && !isOver(view) && (isMoving(view) || isLost)
  useEffect(() => {
    if (!isDue) return
    const timer = setInterval(() => void refresh().catch(() => undefined), POLL_MS)
    return () => clearInterval(timer)
  }, [isDue, refresh])
}

/** An attempt that the bank is lost during is noted once. */
const useLost = (view: AttemptView | undefined, isLost: boolean, note: ReturnType<typeof useKiosk>['note']): void => {
  const box = view && !isOver(view) ? view.box : undefined
  useEffect(() => {
    if (isLost && box !== undefined)
      void note({ kind: 'attempt', box, note: 'The bank was lost while somebody stood at the doors.' })
  }, [isLost, box, note])
}
