import { useQuery } from '@tanstack/react-query'
import { payeesQuery } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { numberInWords } from '../../../kit/amount-words.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { TextField } from '../../../kit/field.tsx'
import { Finding, SafetyPoint } from '../../../kit/safety-line.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { minorOf } from './draft.ts'
import { useSendWords } from './send-words.ts'

type AmountPointProps = {
  readonly currency: CurrencyCode
  readonly text: string
  readonly onText: (text: string) => void
  readonly note: string
  readonly onNote: (note: string) => void
  readonly error: string | undefined
}

const upperFirst = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** How an amount stands to what is usual: null where nothing is known or nothing is typed. */
const useAgainstUsual = (minor: bigint | null, currency: CurrencyCode) => {
  const { data } = useQuery(payeesQuery)
  const usual = data?.usual.find((median) => median.currency === currency)?.minor
  if (minor === null || !data) return null
  if (!usual || BigInt(usual) === 0n) return { kind: 'unknown' as const, times: 0 }
  const times = Math.round(Number((minor * 100n) / BigInt(usual)) / 100)
  return { kind: times >= 2 ? ('more' as const) : ('usual' as const), times }
}

/** How much, compared at once with what the customer usually sends; and what for. */
export const AmountPoint = ({ currency, text, onText, note, onNote, error }: AmountPointProps) => {
  const say = useSendWords()
  const language = useLanguage()
  const against = useAgainstUsual(minorOf(text, currency), currency)
  const state = against === null || error ? 'later' : against.kind === 'more' ? 'open' : 'checked'
  return (
    <SafetyPoint state={state} label={say('amount')}>
      <AmountField label={say('amount')} labelHidden currency={currency} text={text} onText={onText} error={error} />
      {!error && against?.kind === 'usual' && <Finding>{say('usual')}</Finding>}
      {!error && against?.kind === 'unknown' && <p className="small mut">{say('noUsual')}</p>}
      {!error && against?.kind === 'more' && (
        <Finding tone="open">
          {upperFirst(say('moreThanUsual', { times: numberInWords(against.times, language) }))}
        </Finding>
      )}
      <div style={{ marginTop: 14 }}>
        <TextField label={say('note')} value={note} onChange={onNote} maxLength={140} />
      </div>
    </SafetyPoint>
  )
}
