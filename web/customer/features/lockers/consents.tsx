import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { answerConsent, askConsent } from '#wire/locker'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { longDay } from '../../../kit/dates.ts'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { type Mine, useRefreshMine } from './locker-queries.ts'
import { useLockerWords } from './locker-words.ts'
import styles from './lockers.module.css'

type Consent = Mine['consents'][number]

const useSentences = ({ kind, name, box, from, until }: Consent) => {
  const say = useLockerWords()
  const language = useLanguage()
  const day = (date: string | null) => (date ? longDay(new Date(date), language, new Date()) : '')
  if (kind === 'enrollment') return { title: say('enrollment'), more: say('enrollmentMore') }
  const title = say(kind, { name, box: box ?? '' })
  return { title, more: kind === 'owner' ? say('ownerMore') : say('agentMore', { from: day(from), until: day(until) }) }
}

/** One thing that waits for the customer's word: agreed to with proof, declined without. */
const OneConsent = ({ consent, onSaid }: { consent: Consent; onSaid: (text: string) => void }) => {
  const say = useLockerWords()
  const { title, more } = useSentences(consent)
  const proving = useProving()
  const refresh = useRefreshMine()
  const [isSent, setSent] = useState(false)
  const params = { id: consent.id }
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (answer: 'agree' | 'decline') => {
      if (answer === 'decline') return call(answerConsent, { params, body: { answer } })
      const proof = await proving.give(() => call(askConsent, { params }))
      return call(answerConsent, { params, body: { answer, proof } })
    },
    onSuccess: (_, answer) => {
      onSaid(say(answer === 'agree' ? 'agreed' : 'declined'))
      return refresh()
    },
  })
  return (
    <form
      className={styles.item}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setSent(true)
        focusFirstError(event.currentTarget)
        if (proving.isReady) mutate('agree')
      }}
    >
      <h3>{title}</h3>
      <p className="small soft">{more}</p>
      <ProofFields proving={proving} isSent={isSent} error={error} what={say('signs')} />
      {error && !isOfProof(error) && <ProblemNote error={error} />}
      <div className={styles.acts}>
        <Button type="submit" look="go" busy={isPending}>
          {say('agree')}
        </Button>
        <Button busy={isPending} onClick={() => mutate('decline')}>
          {say('decline')}
        </Button>
      </div>
    </form>
  )
}

/** What waits for the customer's word. */
export const Consents = ({ consents, onSaid }: { consents: readonly Consent[]; onSaid: (text: string) => void }) => {
  const say = useLockerWords()
  if (consents.length === 0) return null
  return (
    <Section title={say('waits')} ruled>
      {consents.map((consent) => (
        <OneConsent key={consent.id} consent={consent} onSaid={onSaid} />
      ))}
    </Section>
  )
}
