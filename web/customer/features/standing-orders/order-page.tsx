import { useMutation, useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { StandingOrder } from '#wire/payments'
import { endStandingOrder, pauseStandingOrder, resumeStandingOrder, skipDate } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { standingOrderQuery } from '../../../api/people-queries.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { fullDay, longDay, momentInWords } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'
import { noonOf, useSum } from './sum.tsx'

const acts = { skip: skipDate, pause: pauseStandingOrder, resume: resumeStandingOrder, end: endStandingOrder }

const useEnd = ({ until, times, done }: StandingOrder): string => {
  const say = useStandingWords()
  const language = useLanguage()
  if (until !== null) return fullDay(noonOf(until), language)
  return times === null ? say('end_never') : say('timesLeft', { count: times - done })
}

const About = ({ order }: { order: StandingOrder }) => {
  const say = useStandingWords()
  const sum = useSum()
  const end = useEnd(order)
  return (
    <>
      <Facts
        facts={[
          [say('facts_amount'), sum(order)],
          [say('facts_every'), say(`every_${order.every}`) + (order.onLastDay ? `, ${say('onLastDay')}` : '')],
          [say('facts_rule'), say(`rule_${order.dayRule}`)],
          [say('facts_until'), end],
          [say('facts_state'), say(`state_${order.state}`)],
          ...(order.note ? ([[say('facts_note'), order.note]] as const) : []),
        ]}
      />
      <p className={`small soft ${styles.form}`}>{say('zone', { hour: order.hour, zone: order.zone })}</p>
    </>
  )
}

const Acts = ({ order }: { order: StandingOrder }) => {
  const say = useStandingWords()
  const language = useLanguage()
  const refresh = useRefreshMoney()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (what: keyof typeof acts) => call(acts[what], { params: { id: order.id } }),
    onSuccess: refresh,
  })
  const [next] = order.coming
  if (order.state === 'ended') return null
  return (
    <>
      {error && <ProblemNote error={error} />}
      <div className={styles.acts}>
        <ButtonLink to={`/standing-orders/${order.id}/change`}>{say('changeOrder')}</ButtonLink>
        {next && (
          <Button busy={isPending} onClick={() => mutate('skip')}>
            {say('skip', { day: longDay(noonOf(next.due), language, new Date()) })}
          </Button>
        )}
        <Button busy={isPending} onClick={() => mutate(order.state === 'paused' ? 'resume' : 'pause')}>
          {say(order.state === 'paused' ? 'resume' : 'pause')}
        </Button>
        <Button look="stop" busy={isPending} onClick={() => mutate('end')}>
          {say('endAct')}
        </Button>
      </div>
    </>
  )
}

const Coming = ({ coming }: StandingOrder) => {
  const say = useStandingWords()
  const language = useLanguage()
  if (coming.length === 0) return null
  return (
    <Section title={say('coming')} ruled>
      <ul className={styles.list}>
        {coming.map(({ date, due }) => (
          <li key={date} className={styles.row}>
            <span>{fullDay(noonOf(due), language)}</span>
            <span className={`small soft ${styles.end}`}>
              {date === due ? '' : say('moved', { day: longDay(noonOf(date), language, new Date()) })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const RunRow = ({ run, order }: { run: StandingOrder['runs'][number]; order: StandingOrder }) => {
  const say = useStandingWords()
  const language = useLanguage()
  const state = say(`run_${run.state}`)
  const next =
    run.nextTryAt && `, ${say('nextTry', { time: momentInWords(new Date(run.nextTryAt), new Date(), language) })}`
  return (
    <li className={styles.row}>
      <span>{fullDay(noonOf(run.due), language)}</span>
      <span className={styles.end}>{run.minor && <Money amount={moneyOf(order.currency, run.minor)} />}</span>
      <span className="small soft">
        {run.payment ? (
          <Link to="/payments/$id" params={{ id: run.payment }}>
            {state}
          </Link>
        ) : (
          state
        )}
        {next}
      </span>
    </li>
  )
}

const Past = ({ order }: { order: StandingOrder }) => {
  const say = useStandingWords()
  return (
    <Section title={say('past')} ruled>
      {order.runs.length === 0 && <p className={styles.form}>{say('nothingYet')}</p>}
      <ul className={styles.list}>
        {order.runs.map((run) => (
          <RunRow key={run.date} run={run} order={order} />
        ))}
      </ul>
    </Section>
  )
}

/** One standing order: what it pays, its coming dates and what became of the past ones. */
export const StandingOrderPage = () => {
  const say = useStandingWords()
  const { id } = useParams({ strict: false })
  const { data: order, error, refetch } = useQuery(standingOrderQuery(id ?? ''))
  return (
    <Page title={order?.payee ?? say('title')} back="/standing-orders">
      {order ? (
        <>
          <About order={order} />
          <Acts order={order} />
          <Coming {...order} />
          <Past order={order} />
        </>
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={5} />
      )}
    </Page>
  )
}
