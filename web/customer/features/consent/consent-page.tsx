import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { ConsentRequest, Person } from '#wire/identity'
import { decideConsentRequest } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Problem } from '../../../api/problem.ts'
import { consentRequestQuery, meQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Header, Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ChosenAccounts } from './chosen-accounts.tsx'
import styles from './consent.module.css'
import { useConsentWords } from './consent-words.ts'
import { NotAsked } from './not-asked.tsx'
import { ScopeList } from './scope-list.tsx'

const useDecide = (id: string) =>
  useMutation({
    mutationFn: ({ answer, accounts }: { answer: 'allow' | 'deny'; accounts?: readonly string[] }) =>
      call(decideConsentRequest, { params: { id }, body: { answer, ...(accounts && { accounts: [...accounts] }) } }),
    // From here the way leads out of the app, to whoever asked.
    onSuccess: ({ continueAt }) => window.location.assign(continueAt),
  })

const isOver = (error: unknown): boolean => error instanceof Problem && error.code === 'consent-request-over'

const Question = ({ request, person }: { request: ConsentRequest; person: Person }) => {
  const say = useConsentWords()
  const language = useLanguage()
  const { mutate, isPending, isSuccess, variables, error } = useDecide(request.id)
  const { name, kind, host } = request.client
  // A third party gets single accounts; an app of ours is the customer's own hand.
  const isForAccounts = kind === 'third-party' && request.scopes.length > 0
  const [accounts, setAccounts] = useState<readonly string[]>([])
  const [isSent, setSent] = useState(false)
  const isMissing = isForAccounts && accounts.length === 0
  const allow = (): void => {
    setSent(true)
    if (!isMissing) mutate({ answer: 'allow', accounts: isForAccounts ? accounts : undefined })
  }
  const until = fullDay(new Date(request.endsAt), language)
  const isBusy = isPending || isSuccess
  if (isOver(error)) return <NotAsked why="over" />
  const acts = (
    <div className={styles.acts}>
      <div role="status">
        {isSuccess && <p className="small">{say('moving')}</p>}
        {error && <ProblemNote error={error} />}
      </div>
      {request.scopes.length > 0 && (
        <Button look="go" big wide busy={isBusy && variables?.answer === 'allow'} disabled={isBusy} onClick={allow}>
          {kind === 'app' ? say('allowApp', { name }) : say('allow', { day: until })}
        </Button>
      )}
      <Button
        big
        wide
        busy={isBusy && variables?.answer === 'deny'}
        disabled={isBusy}
        onClick={() => mutate({ answer: 'deny' })}
      >
        {say('deny')}
      </Button>
    </div>
  )
  return (
    <Page title={kind === 'app' ? say('titleApp', { name }) : say('title', { name })} acts={acts}>
      <p className={styles.who}>{say('you', { name: person.name, host })}</p>
      <Section title={say('may')} ruled>
        <ScopeList scopes={request.scopes} wantsName={request.wantsName} />
      </Section>
      {isForAccounts && <ChosenAccounts values={accounts} onChange={setAccounts} isMissing={isSent && isMissing} />}
      <Section title={say('until')} ruled>
        <p className={styles.fact}>
          <span className="strong">{until}.</span> <span className="soft">{say('untilMore')}</span>
        </p>
      </Section>
    </Page>
  )
}

/** What a client asks of the customer, who answers in their own session; whoever has none signs in first and comes back. */
export const ConsentPage = () => {
  const { id = '' } = useParams({ strict: false })
  const navigate = useNavigate()
  const { data: person, error: unknown } = useQuery(meQuery)
  const { data: request, error } = useQuery({ ...consentRequestQuery(id), enabled: Boolean(person) })
  const isNobody = person === null
  useEffect(() => {
    if (isNobody) navigate({ to: '/sign-in', search: { next: window.location.pathname }, replace: true })
  }, [isNobody, navigate])
  const problem = unknown ?? error
  return (
    <>
      <Header home="/overview" places={[]} />
      {isOver(error) && <NotAsked why="over" />}
      {request && person && <Question request={request} person={person} />}
      {!request && !isOver(error) && (
        <Page title="Bankserver">{problem ? <ProblemNote error={problem} /> : <Loading rows={4} />}</Page>
      )}
    </>
  )
}
