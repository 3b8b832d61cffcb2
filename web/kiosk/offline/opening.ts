/** An opening without the bank, step by step: which box, the owner's passkey, that of the staff, the lock's answer. */
import { useState } from 'react'
import type { OfflineUnlock } from '#wire/locker'
import { useCamera } from '../camera/camera.tsx'
import { useKiosk } from '../device/kiosk.tsx'
import { askNonce, LockProblem, type PermittedBox, signFor, unlock } from './lock.ts'
import { type HeldPermit, heldPermit } from './permits.ts'

type At = { readonly held: HeldPermit; readonly box: PermittedBox; readonly nonce: string }

export type OpeningStep =
  | { readonly name: 'box' }
  | ({ readonly name: 'owner' } & At)
  | ({ readonly name: 'witness'; readonly owner: OfflineUnlock['owner'] } & At)
  | { readonly name: 'opened'; readonly number: string }

const findBox = async (number: string): Promise<At> => {
  const held = await heldPermit()
  const box = held?.permit.boxes.find((each) => each.number === number)
  if (held === undefined || box === undefined) throw new LockProblem('permit-refused')
  return { held, box, nonce: await askNonce(box) }
}

export const useOpening = () => {
  const { note } = useKiosk()
  const { grab } = useCamera()
  const [step, setStep] = useState<OpeningStep>({ name: 'box' })
  const [isBusy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>()

  /** What went wrong begins anew at the number: a nonce of the lock is good once. */
  const work = async (next: () => Promise<OpeningStep>): Promise<void> => {
    setBusy(true)
    setProblem(undefined)
    try {
      setStep(await next())
    } catch (error) {
      setProblem(error)
      if (error instanceof LockProblem) setStep({ name: 'box' })
    } finally {
      setBusy(false)
    }
  }

  /** Noted before the lock is asked: whatever becomes of the kiosk then, the bank hears of it. */
  const open = async ({ held, box, nonce, owner }: At & { owner: OfflineUnlock['owner'] }): Promise<OpeningStep> => {
    const witness = await signFor('witness', held.permit, box, nonce)
    const picture = await grab()
    await note({ kind: 'opened', box: box.number, note: `permit ${held.permit.id}`, picture })
    await unlock(box, { ...held.signed, nonce, owner, witness })
    return { name: 'opened', number: box.number }
  }

  return {
    step,
    isBusy,
    problem,
    choose: (number: string) => work(async () => ({ name: 'owner', ...(await findBox(number.toUpperCase())) })),
    sign: () =>
      work(async () => {
        if (step.name === 'witness') return open(step)
        if (step.name !== 'owner') return step
        const owner = await signFor('owner', step.held.permit, step.box, step.nonce)
        return { ...step, name: 'witness', owner }
      }),
  }
}
