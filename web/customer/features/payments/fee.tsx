import { Link } from '@tanstack/react-router'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useSendWords } from './send-words.ts'

type FeeProps = {
  /** As the bank quotes it; undefined while it is not known, or where there is none to ask for. */
  readonly fee: string | undefined
  readonly minor: bigint | null
  readonly currency: CurrencyCode
}

const useFeeInWords = ({ fee, minor, currency }: FeeProps): string | undefined => {
  const say = useSendWords()
  const language = useLanguage()
  if (fee === undefined || fee === '0' || minor === null) return undefined
  const [shown, total] = [BigInt(fee), minor + BigInt(fee)].map((each) =>
    formatMoney({ currency, minor: each }, language),
  )
  return say('feeAndTotal', { fee: shown, total })
}

/** The fee and all that leaves the account, before it is confirmed. */
export const Fee = (props: FeeProps) => {
  const words = useFeeInWords(props)
  return words ? <p>{words}</p> : null
}

/** Of cash it is said, too, that there is no fee: people expect one at a counter. */
export const CashFee = (props: FeeProps) => {
  const say = useSendWords()
  const words = useFeeInWords(props)
  return (
    <p role="status">
      {words ?? (props.fee === '0' ? say('noCashFee') : '')}{' '}
      {props.fee !== undefined && <Link to="/fees">{say('allFees')}</Link>}
    </p>
  )
}
