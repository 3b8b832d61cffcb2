import { useQuery } from '@tanstack/react-query'
import { payeesQuery } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { TextField } from '../../../kit/field.tsx'
import { Finding, SafetyPoint } from '../../../kit/safety-line.tsx'
import styles from './cash-form.module.css'
import type { CodedDraft } from './coded-draft.ts'
import { minorOf } from './draft.ts'
import { useSendWords } from './send-words.ts'

type AmountPointProps = {
  /** The account that pays, once one is chosen. */
  readonly product: string | undefined
  readonly currency: CurrencyCode
  readonly text: string
  readonly onText: (text: string) => void
  readonly note: string
  readonly onNote: (note: string) => void
  readonly error: string | undefined
  readonly coded?: CodedDraft
}

type Against = 'unknown' | 'usual' | 'more' | 'much-more'

/** How an amount stands to what is usually paid from an account: null where nothing is typed. */
const useAgainstUsual = (minor: bigint | null, product: string | undefined): Against | null => {
  const { data } = useQuery(payeesQuery)
  if (minor === null || !data) return null
  const usual = BigInt(data.usual.find((usual) => usual.product === product)?.minor ?? 0)
  if (usual === 0n) return 'unknown'
  if (minor < 2n * usual) return 'usual'
  return minor < 10n * usual ? 'more' : 'much-more'
}

/** How much, compared at once with what the customer usually sends; and what for. */
export const AmountPoint = ({ product, currency, text, onText, note, onNote, error, coded }: AmountPointProps) => {
  const say = useSendWords()
  const against = useAgainstUsual(minorOf(text, currency), product)
  const state = against === null || error ? 'later' : against === 'usual' || against === 'unknown' ? 'checked' : 'open'
  return (
    <SafetyPoint state={state} label={say('amount')}>
      <AmountField
        label={say('amount')}
        labelHidden
        currency={currency}
        text={text}
        onText={onText}
        error={error}
        readOnly={coded?.locksAmount}
      />
      {!error && against === 'usual' && <Finding>{say('usual')}</Finding>}
      {!error && against === 'unknown' && <p className="small mut">{say('noUsual')}</p>}
      {!error && against === 'more' && <Finding tone="open">{say('moreThanUsual')}</Finding>}
      {!error && against === 'much-more' && <Finding tone="open">{say('muchMoreThanUsual')}</Finding>}
      <div className={styles.note}>
        {coded?.locksNote ? (
          <p>{note}</p>
        ) : (
          <TextField label={say('note')} value={note} onChange={onNote} maxLength={140} />
        )}
      </div>
    </SafetyPoint>
  )
}
