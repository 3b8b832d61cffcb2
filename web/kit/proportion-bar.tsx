const WIDTH = 300
const HEIGHT = 12
const GAP = 2
// Beyond this many units single blocks would be too thin to count.
const COUNTABLE = 40

type ProportionBarProps = { readonly unit: bigint; readonly value: bigint; readonly whole: bigint }

/** A bar of an amount in whole units of the usual one: the first unit green, all beyond it ochre. */
export const ProportionBar = ({ unit, value, whole }: ProportionBarProps) => {
  const length = (Number((value * 10_000n) / whole) / 10_000) * WIDTH
  const units = Math.max(1, Math.round(Number((value * 10n) / unit) / 10))
  const width = length / units
  const rest = { from: width, to: length }
  const blocks = Array.from({ length: units }, (_, index) => ({ from: index * width, to: (index + 1) * width }))
  return (
    <svg viewBox={`0 0 ${WIDTH} 14`} width="100%" height={14} preserveAspectRatio="none" aria-hidden="true">
      {(units > COUNTABLE ? [{ from: 0, to: width }, rest] : blocks).map(({ from, to }) => (
        <rect
          key={from}
          x={from}
          y={1}
          width={Math.max(1, to - from - (to < length - 1 ? GAP : 0))}
          height={HEIGHT}
          fill={from === 0 ? 'var(--green)' : 'var(--wait)'}
        />
      ))}
    </svg>
  )
}
