import type { MoneyAmount } from './currency.ts'
import styles from './money.module.css'
import { signBefore, splitMoney } from './money-format.ts'
import { useLanguage } from './words.ts'

/** How sure the bank is of a figure: dotted waits, single is written. */
export type Line = 'none' | 'waiting' | 'written'

type MoneyProps = {
  readonly amount: MoneyAmount
  /** Money that came in stands in green and has a plus; in a column of its own the column says it. */
  readonly incoming?: boolean | 'column'
  readonly line?: Line
}

const lines: Readonly<Record<Line, string | undefined>> = { none: undefined, waiting: styles.waiting, written: 'l-one' }

/** An amount in a sentence, row or column: tabular figures, decimals aligned. */
export const Money = ({ amount, incoming = false, line = 'none' }: MoneyProps) => {
  const parts = splitMoney(amount, useLanguage())
  const classes = [styles.money, incoming && styles.incoming, lines[line]].filter(Boolean).join(' ')
  return (
    <span className={classes}>
      {signBefore(amount.minor, incoming === true)}
      <span className={styles.sign}>{parts.currency}</span>
      {parts.digits}
      {parts.decimals}
    </span>
  )
}

/** The one amount that a screen is about, set large in the face of ledgers. */
export const Figure = ({ amount, size = 'balance' }: { amount: MoneyAmount; size?: 'balance' | 'asked' | 'head' }) => {
  const parts = splitMoney(amount, useLanguage())
  return (
    <span className={`${styles.figure} ${styles[size]}`}>
      {signBefore(amount.minor, false)}
      <span className={styles.currency}>{parts.currency}</span>
      {parts.digits}
      <span className={styles.decimals}>{parts.decimals}</span>
    </span>
  )
}
