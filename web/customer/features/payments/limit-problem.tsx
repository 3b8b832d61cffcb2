import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { LimitKind } from '#wire/products'
import { limitsQuery } from '../../../api/queries.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { ErrorNote } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useLimitProblemWords } from './limit-problem-words.ts'

/** A payment was more than the customer's own limit: what it is, what is left of it, and when it is free again. */
export const LimitProblem = ({ kind, currency }: { kind: LimitKind; currency: CurrencyCode }) => {
  const say = useLimitProblemWords()
  const language = useLanguage()
  const { data } = useQuery({ ...limitsQuery, staleTime: 0 })
  const limit = data?.items.find((one) => one.kind === kind && one.currency === currency)
  const sent = BigInt(data?.sent.find((one) => one.kind === kind && one.currency === currency)?.minor ?? '0')
  const amount = (minor: bigint) => formatMoney({ currency, minor }, language)
  const { perPayment = null, perDay = null, perMonth = null, toNew = null } = limit ?? {}
  const left = perDay === null || sent > BigInt(perDay) ? 0n : BigInt(perDay) - sent
  return (
    <ErrorNote lead={say('exceeds')}>
      {perPayment !== null && <>{say('exceedsPayment', { limit: amount(BigInt(perPayment)) })} </>}
      {data && perDay !== null && (
        <>
          {say('exceedsDay', {
            limit: amount(BigInt(perDay)),
            left: amount(left),
            time: dayAndTime(new Date(data.freesAt), language),
          })}{' '}
        </>
      )}
      {perMonth !== null && <>{say('exceedsMonth', { limit: amount(BigInt(perMonth)) })} </>}
      {toNew !== null && <>{say('exceedsNew', { limit: amount(BigInt(toNew)) })} </>}
      <Link to="/limits">{say('toLimits')}</Link>
    </ErrorNote>
  )
}
