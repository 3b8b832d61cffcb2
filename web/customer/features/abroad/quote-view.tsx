import type { Quote } from '#wire/payments'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { longDay } from '../../../kit/dates.ts'
import { Figure, Money } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Facts, Section } from '../../../kit/section.tsx'
import { type Step, Told } from '../../../kit/told.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './abroad.module.css'
import { useAbroadWords } from './abroad-words.ts'
import { noonOf } from './countries.ts'

type Amount = { readonly currency: Quote['total']['currency']; readonly minor: string }
const read = ({ currency, minor }: Amount) => moneyOf(currency, minor)

const Sum = ({ quote }: { quote: Quote }) => {
  const say = useAbroadWords()
  return (
    <table className={styles.sum}>
      <tbody>
        <tr>
          <th scope="row">{say('exchanged')}</th>
          <td>
            <Money amount={read(quote.exchanged)} />
          </td>
        </tr>
        <tr>
          <th scope="row">{say('fee')}</th>
          <td>
            <Money amount={read(quote.fee)} />
          </td>
        </tr>
        <tr className={styles.whole}>
          <th scope="row">{say('total')}</th>
          <td>
            <Money amount={read(quote.total)} />
          </td>
        </tr>
      </tbody>
    </table>
  )
}

const useFacts = ({ exchanged, arrives, rate, reference, spread, arrivesOn }: Quote) => {
  const say = useAbroadWords()
  const language = useLanguage()
  const day = (text: string) => longDay(noonOf(text), language, new Date())
  const between = { from: exchanged.currency, to: arrives.currency }
  const there = [say('arrivesOn'), day(arrivesOn)] as const
  if (!reference) return [there]
  return [
    [say('rate'), say('rateIs', { ...between, rate: rate.text })],
    [
      say('reference', { day: day(reference.day) }),
      <span key="reference" title={reference.source}>
        {say('rateIs', { ...between, rate: reference.text })}
      </span>,
    ],
    [
      say('spread'),
      say('spreadIs', {
        amount: formatMoney(read(spread.costs), language),
        percent: (spread.basisPoints / 100).toLocaleString(language),
      }),
    ],
    there,
  ] as const
}

/** Said when the price comes, ten seconds before it ends and at the end, so that nobody hears a clock tick. */
const useSaid = ({ total }: Quote, left: number): Step => {
  const say = useAbroadWords()
  const language = useLanguage()
  if (left <= 0) return { text: `${say('over')} ${say('another')}`, earcon: 'warned' }
  if (left <= 10) return { text: say('holds', { seconds: 10 }), earcon: 'step' }
  return { text: say('told', { total: formatMoney(read(total), language) }), earcon: 'amount' }
}

type TimeProps = { readonly quote: Quote; readonly left: number; readonly busy: boolean; readonly onAgain: () => void }

const Time = ({ quote, left, busy, onAgain }: TimeProps) => {
  const say = useAbroadWords()
  const said = useSaid(quote, left)
  const words = left > 0 ? say('holds', { seconds: left }) : say('over')
  return (
    <div className={styles.time}>
      <p className={left <= 10 ? styles.late : undefined}>
        {words} <span className="soft">{say('another')}</span>
      </p>
      <Told step={said} />
      <Button onClick={onAgain} busy={busy}>
        {say('again')}
      </Button>
    </div>
  )
}

type QuoteViewProps = {
  readonly quote: Quote
  readonly left: number
  readonly busy: boolean
  readonly onAgain: () => void
}

/** What it costs, as a small sum, with both rates beside each other and the time that it holds. */
export const QuoteView = ({ quote, left, busy, onAgain }: QuoteViewProps) => {
  const say = useAbroadWords()
  const facts = useFacts(quote)
  return (
    <Section title={say('costs')} ruled>
      <div className={styles.quote}>
        <p className="small soft">{say('theyGet')}</p>
        <p className={styles.gets}>
          <Figure amount={read(quote.arrives)} size="asked" />
        </p>
        <Sum quote={quote} />
        {!quote.reference && <p className="small soft">{say('even', { currency: quote.arrives.currency })}</p>}
        <div className={styles.facts}>
          <Facts facts={facts} />
        </div>
        <Time quote={quote} left={left} busy={busy} onAgain={onAgain} />
      </div>
    </Section>
  )
}
