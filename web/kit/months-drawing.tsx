import chart from './chart.module.css'
import type { CurrencyCode } from './currency.ts'
import { exponentOf, signOf } from './currency.ts'
import { monthName } from './dates.ts'
import { useKitWords } from './kit-words.ts'
import { formatDigits } from './money-format.ts'
import type { Month } from './months-chart.tsx'
import { useLanguage } from './words.ts'

type MonthsDrawingProps = {
  readonly id: string
  readonly months: readonly Month[]
  readonly currency: CurrencyCode
  readonly width: number
  readonly finding: string
}

const HEAD = 26
const SPAN = 106
const STRIP = 18
const LEFT = 62
// Below this width the amounts kept would run into each other.
const ROOMY = 560

const greater = (one: bigint, other: bigint): bigint => (one < other ? other : one)

const largestOf = (months: readonly Month[]): bigint =>
  months.reduce((most, month) => greater(most, greater(month.in, month.out)), 1n)

/** The largest of 1, 2, 5, 10, … that the data still passes, in minor units: the one grid line. */
export const gridStep = (largest: bigint): bigint => {
  let step = 1n
  while (step * 10n <= largest) step *= 10n
  if (step * 5n <= largest) return step * 5n
  return step * 2n <= largest ? step * 2n : step
}

const short = (minor: bigint, currency: CurrencyCode, language: string): string => {
  const whole = minor / 10n ** BigInt(exponentOf(currency))
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN'
  // "50 thousand" would not fit beside the bars; "1 lakh" does, and more digits than that would not.
  const options = whole < 100_000n ? {} : ({ notation: 'compact', compactDisplay: 'long' } as const)
  const text = new Intl.NumberFormat(locale, options).format(whole)
  // Some browsers put a space into it that has no width in a drawing.
  return `${signOf(currency)}${text.replace(/\s+/g, ' ')}`
}

const keptShort = (month: Month, currency: CurrencyCode): string => {
  const kept = month.in - month.out
  const scale = 10n ** BigInt(exponentOf(currency))
  const digits = formatDigits({ currency, minor: ((kept < 0n ? -kept : kept) / scale) * scale }).replace(/\..*/, '')
  if (digits === '0') return ''
  return `${kept < 0n ? '\u2212' : '+'}${digits}`
}

type BarsProps = {
  readonly month: Month
  readonly x: number
  readonly bar: number
  readonly scale: (minor: bigint) => number
}

const Bars = ({ month, x, bar, scale, fill }: BarsProps & { fill: string }) => {
  const axis = HEAD + SPAN
  const [up, down] = [scale(month.in), scale(month.out)]
  return (
    <>
      <rect x={x - bar / 2} y={axis - up} width={bar} height={up} fill="var(--green)" />
      {down > 0 && (
        <rect
          x={x - bar / 2 + 0.75}
          y={axis + STRIP}
          width={bar - 1.5}
          height={down}
          fill={fill}
          stroke="var(--ink)"
          strokeWidth={1.5}
        />
      )}
    </>
  )
}

/** The drawing of a months chart: in above the line, out hatched below it. */
export const MonthsDrawing = ({ id, months, currency, width, finding }: MonthsDrawingProps) => {
  const say = useKitWords()
  const language = useLanguage()
  const largest = largestOf(months)
  const scale = (minor: bigint): number => (Number((minor * 1000n) / largest) / 1000) * SPAN
  const step = gridStep(largest)
  const grid = scale(step)
  const axis = HEAD + SPAN
  const column = (width - LEFT) / months.length
  const bar = Math.max(10, Math.min(30, column / 2))
  const place = (index: number): number => LEFT + column * (index + 0.5)
  return (
    <svg className={chart.chart} width={width} height={axis + STRIP + SPAN + 10} role="img" aria-labelledby={id}>
      <title id={id}>{finding}</title>
      <defs>
        <pattern id={`${id}-hatch`} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="5" height="5" fill="var(--paper)" />
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--ink)" strokeWidth="1.6" />
        </pattern>
      </defs>
      <line className={chart.grid} x1={0} x2={width} y1={axis - grid} y2={axis - grid} />
      <line className={chart.grid} x1={0} x2={width} y1={axis + STRIP + grid} y2={axis + STRIP + grid} />
      <text x={0} y={axis - grid + 15}>
        {short(step, currency, language)}
      </text>
      <text x={0} y={axis + STRIP + grid - 6}>
        {short(step, currency, language)}
      </text>
      <text className={chart.bold} x={0} y={axis - 6}>
        {say('in')}
      </text>
      <text className={chart.bold} x={0} y={axis + STRIP + 12}>
        {say('out')}
      </text>
      {months.map((month, index) => (
        <g key={month.month}>
          <Bars month={month} x={place(index)} bar={bar} scale={scale} fill={`url(#${id}-hatch)`} />
          <text
            x={place(index)}
            y={axis + 13}
            textAnchor="middle"
            className={index === months.length - 1 ? chart.bold : ''}
          >
            {monthName(month.month, language, 'short')}
          </text>
          {width >= ROOMY && (
            <text x={place(index)} y={axis - scale(month.in) - 7} textAnchor="middle" className={chart.bold}>
              {keptShort(month, currency)}
            </text>
          )}
        </g>
      ))}
      <line className={chart.axis} x1={0} x2={width} y1={axis} y2={axis} />
    </svg>
  )
}
