import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Consent } from '#wire/identity'
import { withdrawConsent } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { consentsQuery, productsQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { clockTime, fullDay, nearness } from '../../../kit/dates.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './consent.module.css'
import { scopeWord, useConsentWords } from './consent-words.ts'

const useMoments = () => {
  const say = useConsentWords()
  const language = useLanguage()
  const dayOf = (instant: string) => fullDay(new Date(instant), language)
  return {
    say,
    dayOf,
    momentOf: (instant: string): string => {
      const at = new Date(instant)
      const near = nearness(at, new Date())
      return near === 'earlier' ? dayOf(instant) : say(near, { time: clockTime(at, language) })
    },
  }
}

const isOpen = ({ endedAt, endsAt }: Consent): boolean => endedAt === null && new Date(endsAt) > new Date()

const Scopes = ({ scopes }: Pick<Consent, 'scopes'>) => {
  const say = useConsentWords()
  return scopes.map((scope) => (
    <p key={scope} className="small">
      {say(scopeWord(scope))}
    </p>
  ))
}

/** Which accounts it is for, by the names that the customer gave them. */
const Accounts = ({ accounts, client }: Pick<Consent, 'accounts' | 'client'>) => {
  const say = useConsentWords()
  const { data } = useQuery(productsQuery)
  if (client.kind !== 'third-party') return null
  const names = data
    ?.filter(({ id }) => accounts?.includes(id))
    .map(({ name, number }) => `${name} …${number.slice(-4)}`)
  return <p className="small">{accounts === null ? say('allAccounts') : names?.join(', ')}</p>
}

const Open = ({ consent, onWithdrawn }: { consent: Consent; onWithdrawn: (name: string) => void }) => {
  const { say, dayOf, momentOf } = useMoments()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(withdrawConsent, { params: { id: consent.id } }),
    onSuccess: () => onWithdrawn(consent.client.name),
    onSettled: () => client.invalidateQueries({ queryKey: consentsQuery.queryKey }),
  })
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className="strong">{consent.client.name}</p>
        <Scopes scopes={consent.scopes} />
        <Accounts {...consent} />
        <p className="tiny mut">{say('since', { day: dayOf(consent.givenAt), until: dayOf(consent.endsAt) })}</p>
        <p className="tiny mut">
          {consent.usedAt === null ? say('usedNever') : say('usedAt', { time: momentOf(consent.usedAt) })}
        </p>
      </div>
      <Button look="stop" busy={isPending} onClick={() => mutate()}>
        <span aria-hidden="true">{say('withdraw')}</span>
        <span className="vh">{say('withdrawOf', { name: consent.client.name })}</span>
      </Button>
      {error && (
        <div className={styles.below}>
          <ProblemNote error={error} />
        </div>
      )}
    </li>
  )
}

const Past = ({ consent }: { consent: Consent }) => {
  const { say, dayOf } = useMoments()
  const { client, scopes, endedBy, endedAt, endsAt } = consent
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <p className="strong">{client.name}</p>
        <Scopes scopes={scopes} />
        <p className="tiny mut">{say(endedBy ?? 'expired', { day: dayOf(endedAt ?? endsAt) })}</p>
      </div>
    </li>
  )
}

const Lists = ({ items }: { items: readonly Consent[] }) => {
  const { say } = useMoments()
  const [withdrawn, setWithdrawn] = useState<string | null>(null)
  const open = items.filter(isOpen)
  const past = items.filter((consent) => !isOpen(consent))
  return (
    <div className={styles.columns}>
      <div>
        <Section title={say('open')}>
          <p role="status" className={withdrawn === null ? 'vh' : 'small'}>
            {withdrawn !== null && say('withdrawn', { name: withdrawn })}
          </p>
          {open.length === 0 && <Empty>{say('none')}</Empty>}
          {open.length > 0 && (
            <ul className={styles.rows}>
              {open.map((consent) => (
                <Open key={consent.id} consent={consent} onWithdrawn={setWithdrawn} />
              ))}
            </ul>
          )}
        </Section>
      </div>
      {past.length > 0 && (
        <div>
          <Section title={say('past')}>
            <ul className={styles.rows}>
              {past.map((consent) => (
                <Past key={consent.id} consent={consent} />
              ))}
            </ul>
          </Section>
        </div>
      )}
    </div>
  )
}

/** Whom I let do something for me, each with a way to end it. */
export const ConsentsPage = () => {
  const { say } = useMoments()
  const { data, error, refetch } = useQuery(consentsQuery)
  return (
    <Page title={say('consents')} back="/profile" width="wide">
      <p className="soft">{say('lede')}</p>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading />)}
      {data && <Lists items={data} />}
    </Page>
  )
}
