const WIDTH = 300
const HEIGHT = 12
const GAP = 2
// Beyond this many units single blocks would be too thin to count.
const COUNTABLE = 40n

type ProportionBarProps = { readonly unit: bigint; readonly value: bigint; readonly whole: bigint }

/** A bar of an amount in units of the usual one: the first unit green, all beyond it ochre. */
export const ProportionBar = ({ unit, value, whole }: ProportionBarProps) => {
  const scale = (minor: bigint): number => (Number((minor * 10_000n) / whole) / 10_000) * WIDTH
  const units = value / unit > COUNTABLE ? 2n : (value + unit - 1n) / unit
  const edge = (index: number): number => {
    const at = BigInt(index) * unit
    return at >= value || (BigInt(index) >= units && value / unit > COUNTABLE) ? scale(value) : scale(at)
  }
  return (
    <svg viewBox={`0 0 ${WIDTH} 14`} width="100%" height={14} preserveAspectRatio="none" aria-hidden="true">
      {Array.from({ length: Number(units) }, (_, index) => ({ from: edge(index), to: edge(index + 1) })).map(
        ({ from, to }, index) => (
          <rect
            key={from}
            x={from}
            y={1}
            width={Math.max(1, to - from - (to < scale(value) ? GAP : 0))}
            height={HEIGHT}
            fill={index === 0 ? 'var(--green)' : 'var(--wait)'}
          />
        ),
      )}
    </svg>
  )
}
