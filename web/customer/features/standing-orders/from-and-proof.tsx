import type { Product } from '#wire/products'
import { SelectField } from '../../../kit/field.tsx'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import type { Proving } from '../../../prove/use-proving.ts'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'

type FromAndProofProps = {
  readonly from: Product | undefined
  readonly payable: readonly Product[]
  readonly onFrom: (id: string) => void
  readonly proving: Proving
  readonly isTried: boolean
  readonly error: unknown
  /** What is signed, in a sentence, once the bank has said it. */
  readonly what: string | undefined
}

/** From which account, and the proof. */
export const FromAndProof = ({ from, payable, onFrom, proving, isTried, error, what }: FromAndProofProps) => {
  const say = useStandingWords()
  return (
    <div className={styles.form}>
      <SelectField
        label={say('from')}
        value={from?.id ?? ''}
        options={payable.map(({ id, name, number }) => ({ value: id, label: `${name} …${number.slice(-4)}` }))}
        onChange={onFrom}
      />
      <ProofFields proving={proving} isSent={isTried} error={error} what={what} />
    </div>
  )
}
