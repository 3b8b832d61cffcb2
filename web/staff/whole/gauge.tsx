import styles from './gauge.module.css'
import { placeOf, type Stretch, sharesOf } from './gauge-scale.ts'
import { useReviewWords } from './review-words.ts'

export type Policy = { readonly challenge: number; readonly review: number; readonly block: number }

type Band = Stretch & { readonly label: string; readonly tone: string }

const useBands = (policy: Policy): Band[] => {
  const say = useReviewWords()
  const asks = { from: policy.challenge, to: policy.review, label: 'bandAsks', tone: styles.asks } as const
  const holds = { from: policy.review, to: policy.block, label: 'bandHolds', tone: styles.holds } as const
  const stops = { from: policy.block, to: 1, label: 'bandStops', tone: styles.stops } as const
  const above = [asks, holds, stops].filter(({ from, to }) => to > from)
  return [
    { from: 0, to: policy.challenge, label: say('bandPasses'), tone: styles.passes ?? '' },
    ...above.map((band) => ({
      from: band.from,
      to: band.to,
      label: say(band.label, { from: band.from.toFixed(2) }),
      tone: band.tone ?? '',
    })),
  ]
}

/** Where a score stands between what passes and what is stopped. */
export const Gauge = ({ score, policy }: { score: number; policy: Policy }) => {
  const say = useReviewWords()
  const bands = useBands(policy)
  const shares = sharesOf(bands)
  const at = Math.min(Math.max(placeOf(score, bands, shares), 0.01), 0.99)
  const text = score.toFixed(2)
  return (
    <div
      className={styles.gauge}
      role="img"
      aria-label={say('gauge', { score: text, bands: bands.map(({ label }) => label).join(', ') })}
    >
      <div className={styles.pointer} style={{ insetInlineStart: `${at * 100}%` }}>
        <b className={at > 0.2 ? styles.before : styles.after}>{text}</b>
        <svg viewBox="0 0 12 11" width="12" height="11" aria-hidden="true">
          <path d="M6 11L0 0h12z" fill="var(--ink)" />
        </svg>
      </div>
      <div className={styles.bands} style={{ gridTemplateColumns: shares.map((share) => `${share}fr`).join(' ') }}>
        {bands.map(({ label, tone }) => (
          <span key={label} className={tone}>
            {label}
          </span>
        ))}
      </div>
    </div>
  )
}
