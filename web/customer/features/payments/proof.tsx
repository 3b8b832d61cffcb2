import { IconFingerprint } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Passkeys, Proof, StepUp } from '#wire/identity'
import type { PaymentView } from '#wire/payments'
import { askStepUp } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { signStepUp } from '../../../api/passkeys.ts'
import { Problem } from '../../../api/problem.ts'
import { passkeysQuery } from '../../../api/queries.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { PasswordField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './challenged.module.css'
import { useOutcomeWords } from './outcome-words.ts'

type Signed = 'unit' | 'proof' | 'rest'

/** What the payer gives so that money moves: a passkey's signature over amount and payee, or the password. */
export interface Giving {
  readonly way: Passkeys['provesWith'] | undefined
  readonly restsUntil: string | null
  readonly password: string
  readonly setPassword: (password: string) => void
  /** What the bank says that the passkey signs, once it was asked. */
  readonly signs: StepUp['signs'] | undefined
  readonly isReady: boolean
  readonly give: (signed: Signed) => Promise<Proof>
  readonly forget: () => void
}

export const useGiving = (id: string): Giving => {
  const { data } = useQuery(passkeysQuery)
  const [password, setPassword] = useState('')
  const [signs, setSigns] = useState<StepUp['signs']>()
  const way = data?.provesWith
  return {
    way,
    restsUntil: data?.passwordProvesFrom ?? null,
    password,
    setPassword,
    signs,
    isReady: way === 'passkey' || (way === 'password' && password !== ''),
    give: async (signed) => {
      if (way !== 'passkey') return { password }
      const stepUp = await call(askStepUp, { params: { id }, body: { choice: signed } })
      setSigns(stepUp.signs)
      return signStepUp(stepUp)
    },
    forget: () => setSigns(undefined),
  }
}

/** What moves now by a choice, as the payment says it. */
const signsOf = ({ kind, amount, unit, to }: PaymentView, signed: Signed): StepUp['signs'] => {
  const [whole, first] = [BigInt(amount.minor), BigInt(unit ?? '0')]
  const minor = signed === 'proof' ? whole : signed === 'unit' ? first : whole - first
  return {
    act: kind,
    amount: { currency: amount.currency, minor: minor.toString() },
    payee: to && { name: to.name, ends: to.ends },
  }
}

const ToSign = ({ signs }: { signs: StepUp['signs'] }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const amount = signs.amount ? formatMoney(moneyOf(signs.amount.currency, signs.amount.minor), language) : ''
  const { name, ends } = signs.payee ?? { name: '', ends: '' }
  return (
    <Note
      tone="know"
      icon={IconFingerprint}
      lead={signs.payee ? say('signs', { amount, name, ends }) : say('signsCash', { amount })}
    >
      {say('signsMore')}
    </Note>
  )
}

const Rests = ({ until }: { until: string | null }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const time = until ? dayAndTime(new Date(until), language) : ''
  return (
    <Note tone="wait" lead={say('rests')}>
      {say('restsMore', { time })}
    </Note>
  )
}

/** Whether it was the password that was wrong, which its field says. */
export const isWrongPassword = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'wrong-credentials'

type GivingProps = {
  readonly giving: Giving
  readonly payment: PaymentView
  readonly signed: Signed
  readonly isSent: boolean
  readonly error: unknown
}

/** Shows what will be signed, or asks for the password. */
export const ProofOf = ({ giving, payment, signed, isSent, error }: GivingProps) => {
  const say = useOutcomeWords()
  const missing = isSent && !giving.password ? say('passwordMissing') : undefined
  return (
    <div className={styles.password}>
      {giving.way === undefined && <Loading rows={1} />}
      {giving.way === 'passkey' && <ToSign signs={giving.signs ?? signsOf(payment, signed)} />}
      {giving.way === 'nothing' && <Rests until={giving.restsUntil} />}
      {giving.way === 'password' && (
        <PasswordField
          label={say('password')}
          value={giving.password}
          onChange={giving.setPassword}
          autoComplete="current-password"
          error={missing ?? (isWrongPassword(error) ? say('passwordWrong') : undefined)}
        />
      )}
    </div>
  )
}
