import { useQuery } from '@tanstack/react-query'
import type { Product } from '#wire/products'
import { monthsQuery } from '../../../api/queries.ts'
import type { Month } from '../../../kit/months-chart.tsx'
import { MonthsChart, monthFigures } from '../../../kit/months-chart.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useAccountWords } from './account-words.ts'

/** The chart of an account's last six months; left out while nothing has moved. */
export const MonthsSection = ({ product }: { product: Product }) => {
  const say = useAccountWords()
  const language = useLanguage()
  const { data } = useQuery(monthsQuery(product.id))
  const months: readonly Month[] = (data ?? []).map((month) => ({
    month: month.month,
    in: BigInt(month.in),
    out: BigInt(month.out),
  }))
  const [first, last] = [months[0], months.at(-1)]
  if (!first || !last || months.every((month) => month.in === 0n && month.out === 0n)) return null
  const figures = monthFigures(last, product.currency, language)
  return (
    <MonthsChart
      title={say('months')}
      currency={product.currency}
      months={months}
      finding={say('monthsFinding', {
        account: product.name,
        first: monthFigures(first, product.currency, language).month,
        last: figures.month,
        in: figures.in,
        out: figures.out,
      })}
      keptLabel={say('kept', { month: figures.month })}
    />
  )
}
