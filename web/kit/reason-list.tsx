import styles from './reason-list.module.css'

const MOST = 4

/** Why a payment stands out, strongest first, at most four, in the customer's words. */
export const ReasonList = ({ reasons, label }: { reasons: readonly string[]; label: string }) => (
  <ul className={styles.reasons} aria-label={label}>
    {reasons.slice(0, MOST).map((reason) => (
      <li key={reason}>{reason}</li>
    ))}
  </ul>
)
