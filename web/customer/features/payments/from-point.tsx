import type { Product } from '#wire/products'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { FieldError, SelectField } from '../../../kit/field.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Finding, SafetyPoint } from '../../../kit/safety-line.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useSendWords } from './send-words.ts'

type FromPointProps = {
  readonly products: readonly Product[]
  readonly from: Product | undefined
  readonly onFrom: (id: string) => void
  readonly currency: CurrencyCode
  readonly minor: bigint | null
}

/** From which account, and what will be left in it. */
export const FromPoint = ({ products, from, onFrom, currency, minor }: FromPointProps) => {
  const say = useSendWords()
  const language = useLanguage()
  const left = from && minor !== null ? BigInt(from.available) - minor : null
  const nameOf = ({ name, number }: Product): string => say('accountEnds', { name, ends: number.slice(-4) })
  return (
    <SafetyPoint state={left !== null && left >= 0n && !from?.isFrozen ? 'checked' : 'later'} label={say('from')}>
      {!from && <FieldError>{say('noneInCurrency', { currency })}</FieldError>}
      {from && products.length === 1 && <p className="strong">{nameOf(from)}</p>}
      {from && products.length > 1 && (
        <SelectField
          label={say('fromAccount')}
          value={from.id}
          options={products.map((product) => ({ value: product.id, label: nameOf(product) }))}
          onChange={onFrom}
        />
      )}
      {from?.isFrozen && <FieldError>{say('stopped')}</FieldError>}
      {from && left !== null && left >= 0n && (
        <Finding>{say('left', { left: formatMoney({ currency: from.currency, minor: left }, language) })}</Finding>
      )}
    </SafetyPoint>
  )
}
