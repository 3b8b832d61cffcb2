import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaymentView } from '#wire/payments'
import { itWasMe } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { dayAndTime } from '../../../kit/dates.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useOutcomeWords } from './outcome-words.ts'

/** Of a stopped payment its payer can say that it was them; what that does, and what it does not, stands beside it. */
export const ItWasMe = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const refresh = useRefreshMoney()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(itWasMe, { params: { id: payment.id } }),
    onSuccess: refresh,
  })
  const { saidItWasMe } = payment
  return (
    <Section title={say('itWasMe')}>
      <div role="status">
        {saidItWasMe && (
          <p className="strong">{say('itWasMeKept', { time: dayAndTime(new Date(saidItWasMe), language) })}</p>
        )}
        <p className="soft">{say(saidItWasMe ? 'itWasMeNext' : 'itWasMeMore')}</p>
      </div>
      {!saidItWasMe && (
        <p style={{ paddingBlock: 'var(--s-3)' }}>
          <Button busy={isPending} onClick={() => mutate()}>
            {say('itWasMe')}
          </Button>
        </p>
      )}
      {error && <ProblemNote error={error} />}
      <p className="small">
        <Link to="/profile">{say('askedElse')}</Link>
      </p>
    </Section>
  )
}
