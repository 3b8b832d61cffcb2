import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { disownPayment } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useOutcomeWords } from './outcome-words.ts'

/** A payment that has not gone yet was asked for by somebody else: it is taken back, and the bank learns from it. */
export const NotMe = ({ id }: { id: string }) => {
  const say = useOutcomeWords()
  const refresh = useRefreshMoney()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(disownPayment, { params: { id } }),
    onSettled: refresh,
  })
  return (
    <Section title={say('notMeTitle')}>
      <p className="soft">{say('notMeMore')}</p>
      <p style={{ paddingBlock: 'var(--s-3)' }}>
        <Button look="stop" busy={isPending} onClick={() => mutate()}>
          {say('notMe')}
        </Button>
      </p>
      {error && <ProblemNote error={error} />}
      <p className="small">
        <Link to="/profile">{say('askedElse')}</Link>
      </p>
    </Section>
  )
}
