import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { allowTyping, forgetTyping } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { typingQuery } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { fullDay } from '../../../kit/dates.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { rememberTyping } from '../../typing-consent.ts'
import { useFactorWords } from './factor-words.ts'
import styles from './security-page.module.css'

const useConsent = () => {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (isAllowed: boolean) => {
      if (isAllowed) await call(allowTyping, {})
      else await call(forgetTyping, {})
      rememberTyping(isAllowed)
    },
    onSettled: () => client.invalidateQueries({ queryKey: typingQuery.queryKey }),
  })
}

/** Consent to the rhythm of typing: off until it is given, deleted when it is taken back. */
export const TypingConsent = () => {
  const say = useFactorWords()
  const language = useLanguage()
  const { data, error } = useQuery(typingQuery)
  const { mutate, isPending, error: failed } = useConsent()
  if (error) return <ProblemNote error={error} />
  if (!data) return null
  const { allowedAt, isLearned } = data
  return (
    <Section title={say('typing')} ruled>
      <div className={styles.form}>
        <p className="small soft">{say('typingLede')}</p>
        <p role="status">
          {allowedAt
            ? `${say('typingOn', { day: fullDay(new Date(allowedAt), language) })} ${say(isLearned ? 'typingLearned' : 'typingLearning')}`
            : say('typingOff')}
        </p>
        {failed && <ProblemNote error={failed} />}
        <div>
          <Button busy={isPending} onClick={() => mutate(allowedAt === null)}>
            {say(allowedAt === null ? 'typingAllow' : 'typingForget')}
          </Button>
        </div>
      </div>
    </Section>
  )
}
