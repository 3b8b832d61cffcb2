import type { CaseView } from '#wire/fraud'
import { moneyOf } from '../../../kit/currency.ts'
import { Money } from '../../../kit/money.tsx'

/** Sums of one or several currencies, one below the other; a dash where there is none. */
export const Sums = ({ of, line }: { of: CaseView['onHold']; line?: 'waiting' }) =>
  of.length === 0 ? (
    <>–</>
  ) : (
    of.map(({ currency, minor }) => (
      <div key={currency}>
        <Money amount={moneyOf(currency, minor)} line={line} />
      </div>
    ))
  )
