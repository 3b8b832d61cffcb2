import { useElementSize } from '@mantine/hooks'
import { useId, useState } from 'react'
import chart from './chart.module.css'
import type { CurrencyCode, MoneyAmount } from './currency.ts'
import { monthName } from './dates.ts'
import { useKitWords } from './kit-words.ts'
import { Money } from './money.tsx'
import { formatMoney } from './money-format.ts'
import { MonthsDrawing } from './months-drawing.tsx'
import { MoreButton, Section } from './section.tsx'
import { useLanguage } from './words.ts'

/** Money in and out of one month, written as 2026-11, in minor units. */
export type Month = { readonly month: string; readonly in: bigint; readonly out: bigint }

type MonthsChartProps = {
  readonly title: string
  readonly currency: CurrencyCode
  readonly months: readonly Month[]
  /** What the chart shows, in a sentence. */
  readonly finding: string
  readonly keptLabel: string
}

const MonthsTable = ({ months, currency }: Pick<MonthsChartProps, 'months' | 'currency'>) => {
  const say = useKitWords()
  const language = useLanguage()
  return (
    <table className={chart.table}>
      <thead>
        <tr>
          <th scope="col">{say('month')}</th>
          <th scope="col">{say('in')}</th>
          <th scope="col">{say('out')}</th>
          <th scope="col">{say('kept')}</th>
        </tr>
      </thead>
      <tbody>
        {months.map((month) => (
          <tr key={month.month}>
            <th scope="row">{monthName(month.month, language, 'long')}</th>
            <td>
              <Money amount={{ currency, minor: month.in }} />
            </td>
            <td>
              <Money amount={{ currency, minor: month.out }} />
            </td>
            <td>
              <Money amount={{ currency, minor: month.in - month.out }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const Key = ({ kept, keptLabel }: { kept: MoneyAmount; keptLabel: string }) => {
  const say = useKitWords()
  return (
    <p className={chart.key}>
      <span>
        <svg width="14" height="14" aria-hidden="true">
          <rect width="14" height="14" fill="var(--green)" />
        </svg>
        {say('in')}
      </span>
      <span>
        <svg width="14" height="14" aria-hidden="true">
          <path
            d="M.75.75h12.5v12.5H.75zM1 6l5-5M1 12.5L12.5 1M8 13l5-5"
            fill="none"
            stroke="var(--ink)"
            strokeWidth="1.5"
          />
        </svg>
        {say('out')}
      </span>
      <span className="mut">{`${keptLabel} ${formatMoney(kept, useLanguage(), true)}`}</span>
    </p>
  )
}

/** Money in and out by month, drawn at the width it has; the same figures stand in a table behind a link. */
export const MonthsChart = ({ title, currency, months, finding, keptLabel }: MonthsChartProps) => {
  const say = useKitWords()
  const id = useId()
  const { ref, width } = useElementSize<HTMLDivElement>()
  const [isTable, setTable] = useState(false)
  const last = months.at(-1)
  const more = <MoreButton onClick={() => setTable(!isTable)}>{isTable ? say('asChart') : say('asTable')}</MoreButton>
  return (
    <Section title={title} more={more}>
      <div ref={ref} className={chart.frame}>
        {isTable && <MonthsTable months={months} currency={currency} />}
        {!isTable && width > 0 && (
          <MonthsDrawing id={id} months={months} currency={currency} width={width} finding={finding} />
        )}
      </div>
      {last && !isTable && <Key kept={{ currency, minor: last.in - last.out }} keptLabel={keptLabel} />}
    </Section>
  )
}

/** The finding of a months chart as amounts in a sentence part. */
export const monthFigures = (month: Month, currency: CurrencyCode, language: string) => ({
  month: monthName(month.month, language, 'long'),
  in: formatMoney({ currency, minor: month.in }, language),
  out: formatMoney({ currency, minor: month.out }, language),
})
