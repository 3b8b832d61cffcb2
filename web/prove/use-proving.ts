import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Factors, Proof, StepUp } from '#wire/identity'
import { signWithDevice } from '../api/device-key.ts'
import { signStepUp } from '../api/passkeys.ts'
import { Problem } from '../api/problem.ts'
import { factorsQuery } from '../api/queries.ts'

export type Way = Factors['proves'][number]

const empty = { password: '', code: '', pin: '' }
type Given = typeof empty

const isSix = (code: string) => /^\d{6}$/.test(code)
const isPin = (pin: string) => /^\d{6,12}$/.test(pin)

const missingIn = (way: Way | undefined, { password, code, pin }: Given): readonly (keyof Given)[] => {
  switch (way) {
    case 'password':
      return password === '' ? ['password'] : []
    case 'code':
      return [...(isSix(code) ? [] : (['code'] as const)), ...(isPin(pin) ? [] : (['pin'] as const))]
    case 'device':
      return isPin(pin) ? [] : ['pin']
    default:
      return []
  }
}

const signByDevice = async ({ id, options }: StepUp, pin: string): Promise<Proof> => {
  const signature = await signWithDevice(options.challenge)
  if (signature === undefined) throw new Problem('device-key-lost', 0, 'This browser has lost its key.')
  return { stepUp: id, signature, pin }
}

/** What a person gives to prove that it is them, while they give it. */
export interface Proving {
  readonly ways: readonly Way[] | undefined
  readonly way: Way | undefined
  readonly choose: (way: Way) => void
  readonly restsUntil: string | null
  readonly given: Given
  readonly set: (change: Partial<Given>) => void
  readonly missing: readonly (keyof Given)[]
  readonly isReady: boolean
  /** What the bank says that is signed, once it was asked. */
  readonly signs: StepUp['signs'] | undefined
  /** Asks the bank for what has to be signed, where anything has, and answers the proof. */
  readonly give: (ask: () => Promise<StepUp>) => Promise<Proof>
  /** Forgets what the bank said that is signed. */
  readonly unsign: () => void
  /** Forgets all that was given, too. */
  readonly forget: () => void
}

/** `also` proves here, too, although it proves nothing else while there is something better. */
export const useProving = (also?: Way): Proving => {
  const { data } = useQuery(factorsQuery)
  const [given, setGiven] = useState(empty)
  const [chosen, choose] = useState<Way>()
  const [signs, setSigns] = useState<StepUp['signs']>()
  const ways = data && (also && !data.proves.includes(also) ? [...data.proves, also] : data.proves)
  const way = chosen && ways?.includes(chosen) ? chosen : ways?.[0]
  const missing = missingIn(way, given)
  return {
    ways,
    way,
    choose,
    restsUntil: data?.passwordProvesFrom ?? null,
    given,
    set: (change) => setGiven({ ...given, ...change }),
    missing,
    isReady: way !== undefined && missing.length === 0,
    signs,
    give: async (ask) => {
      if (way === 'password') return { password: given.password }
      const stepUp = await ask()
      setSigns(stepUp.signs)
      if (way === 'passkey') return signStepUp(stepUp)
      return way === 'device'
        ? signByDevice(stepUp, given.pin)
        : { stepUp: stepUp.id, code: given.code, pin: given.pin }
    },
    unsign: () => setSigns(undefined),
    forget: () => {
      setGiven(empty)
      setSigns(undefined)
    },
  }
}

/** Whether the field of the proof says it already. */
export const isOfProof = (error: unknown): boolean =>
  error instanceof Problem && (error.code === 'wrong-credentials' || error.code === 'proof-refused')
