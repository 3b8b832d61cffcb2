import type { Proof, StepUp } from '#wire/identity'
import type { PaymentView } from '#wire/payments'
import { askStepUp } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { type Proving, useProving } from '../../../prove/use-proving.ts'
import styles from './challenged.module.css'
import { useOutcomeWords } from './outcome-words.ts'

type Signed = 'unit' | 'proof' | 'rest'

/** What the payer gives so that money moves: proof of just this amount and payee. */
export interface Giving {
  readonly proving: Proving
  readonly isReady: boolean
  readonly give: (signed: Signed) => Promise<Proof>
  readonly forget: () => void
}

export const useGiving = (id: string): Giving => {
  const proving = useProving()
  return {
    proving,
    isReady: proving.isReady,
    give: (signed) => proving.give(() => call(askStepUp, { params: { id }, body: { choice: signed } })),
    forget: proving.unsign,
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
    about: null,
  }
}

const useSentence = () => {
  const say = useOutcomeWords()
  const language = useLanguage()
  return ({ amount, payee }: StepUp['signs']): string => {
    const sum = amount ? formatMoney(moneyOf(amount.currency, amount.minor), language) : ''
    return payee ? say('signs', { amount: sum, ...payee }) : say('signsCash', { amount: sum })
  }
}

type GivingProps = {
  readonly giving: Giving
  readonly payment: PaymentView
  readonly signed: Signed
  readonly isSent: boolean
  readonly error: unknown
}

/** Shows what will be signed and asks for what proves it. */
export const ProofOf = ({ giving, payment, signed, isSent, error }: GivingProps) => {
  const sentence = useSentence()
  const { proving } = giving
  return (
    <div className={styles.password}>
      <ProofFields
        proving={proving}
        what={sentence(proving.signs ?? signsOf(payment, signed))}
        isSent={isSent}
        error={error}
      />
    </div>
  )
}
