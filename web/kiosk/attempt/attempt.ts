/** An attempt as the kiosk follows it. The bank alone says which door is next; what is lost on the way is asked for again. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import {
  type AttemptView,
  askPasskey,
  cancelAttempt,
  getAttempt,
  openBox,
  putAttempt,
  sendCode,
  sendFrames,
  sendPasskey,
  sendSecret,
} from '#wire/locker'
import { base64url } from '../../api/base64url.ts'
import { newId } from '../../api/new-id.ts'
import { signWithPasskey } from '../../api/passkeys.ts'
import { isUnreachable, Problem } from '../../api/problem.ts'
import { useCamera } from '../camera/camera.tsx'
import { useKiosk } from '../device/kiosk.tsx'
import { useKioskLanguage } from '../languages.ts'
import type { Frame } from './film.ts'

const POLL_MS = 1_000

/** Answers that say that this page and the bank do not see the same step. */
const outOfStep = ['wrong-nonce', 'wrong-door', 'attempt-over']

export const isOver = ({ state }: AttemptView): boolean =>
  state === 'refused' || state === 'expired' || state === 'cancelled' || state === 'closed'

const isMoving = ({ state }: AttemptView): boolean => state === 'opening' || state === 'open'

const isSameChallenge = (before: AttemptView | undefined, view: AttemptView): boolean =>
  before?.id === view.id && before.challenge?.issuedAt === view.challenge?.issuedAt

type Known = { readonly view: AttemptView; readonly receivedAt: number }

export type Attempt = ReturnType<typeof useAttempt>

/** The attempt at this kiosk, if there is one, and every step of it. A no of the bank stands in `problem`. */
export const useAttempt = () => {
  const { ask, note, line } = useKiosk()
  const { grab } = useCamera()
  const language = useKioskLanguage()
  const [known, setKnown] = useState<Known>()
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()
  const now = useRef<AttemptView>(undefined)

  const take = useCallback((view: AttemptView | undefined) => {
    now.current = view
    const at = performance.now()
    // The time of a challenge runs from when it came first, however often it is told again.
    setKnown(
      (before) => view && { view, receivedAt: isSameChallenge(before?.view, view) ? (before?.receivedAt ?? at) : at },
    )
  }, [])

  const refresh = useCallback(async () => {
    const before = now.current
    if (before === undefined) return
    const view = await ask(getAttempt, { params: { id: before.id } })
    // Somebody may have stopped meanwhile.
    if (now.current?.id === view.id) take(view)
  }, [ask, take])

  const work = useCallback(
    async (step: () => Promise<AttemptView | undefined>): Promise<void> => {
      setBusy(true)
      setProblem(undefined)
      try {
        const view = await step()
        if (view !== undefined) take(view)
      } catch (error) {
        setProblem(error)
        // Where the bank and this page differ, or an answer was lost, the bank is asked how things stand.
        const isLost = isUnreachable(error) || (error instanceof Problem && outOfStep.includes(error.code))
        if (isLost) await refresh().catch(() => undefined)
      } finally {
        setBusy(false)
      }
    },
    [refresh, take],
  )

  const steps = useMemo(() => {
    const at = () => {
      const view = now.current
      if (view?.nonce == null) throw new Problem('attempt-over', 409, 'This attempt is over.')
      return { params: { id: view.id }, nonce: view.nonce }
    }
    const picture = async () => {
      const jpeg = await grab()
      return jpeg ? { picture: base64url(jpeg) } : {}
    }
    return {
      begin: (box: string) => work(() => ask(putAttempt, { params: { id: newId() }, body: { box, language } })),
      frames: (frames: readonly Frame[]) =>
        work(() => {
          const { params, nonce } = at()
          const sent = frames.map(({ atMs, jpeg }) => ({ atMs, jpeg: base64url(jpeg) }))
          return ask(sendFrames, { params, body: { nonce, frames: sent } })
        }),
      passkey: () =>
        work(async () => {
          const { params, nonce } = at()
          const { id, options } = await ask(askPasskey, { params, body: { nonce } })
          const credential = await signWithPasskey(options)
          return ask(sendPasskey, { params, body: { nonce, id, credential, ...(await picture()) } })
        }),
      secret: (secret: string) =>
        work(async () => {
          const { params, nonce } = at()
          return ask(sendSecret, { params, body: { nonce, secret, ...(await picture()) } })
        }),
      code: (code: string) =>
        work(async () => {
          const { params, nonce } = at()
          return ask(sendCode, { params, body: { nonce, code, ...(await picture()) } })
        }),
      open: () =>
        work(() => {
          const { params, nonce } = at()
          return ask(openBox, { params, body: { nonce } })
        }),
      /** The person stops: the box stays as it is, and whatever was proved counts no more. */
      cancel: () =>
        work(async () => {
          const view = now.current
          return view && ask(cancelAttempt, { params: { id: view.id } })
        }),
      leave: () => {
        take(undefined)
        setProblem(undefined)
      },
    }
  }, [ask, grab, language, take, work])

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
