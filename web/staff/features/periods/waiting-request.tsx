import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReopeningView } from '#wire/ledger'
import { withdrawReopening } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { FactRow } from '../../page.tsx'
import { usePerson } from '../../person.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { readDay } from './calendar-day.ts'
import styles from './periods.module.css'
import { usePeriodsWords } from './periods-words.ts'

const Withdraw = ({ id }: { id: string }) => {
  const say = usePeriodsWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(withdrawReopening, { params: { id } }),
    onSuccess: () => tell(say('withdrawnNow'), '/periods'),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <>
      {error && <StaffProblem error={error} />}
      <p>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('withdraw')}
        </Button>
      </p>
    </>
  )
}

type WaitingProps = { readonly request: ReopeningView; readonly onDecide: () => void }

/** A request to open the books. Who asked can only withdraw it; everybody else here may decide. */
export const WaitingRequest = ({ request, onDecide }: WaitingProps) => {
  const say = usePeriodsWords()
  const day = readDay(request.through, useLanguage())
  const isOwn = usePerson().id === request.askedBy.id
  return (
    <section className={styles.waiting} aria-label={say(isOwn ? 'waitsOwn' : 'waits')}>
      <Note tone="wait" lead={say(isOwn ? 'waitsOwn' : 'waits')}>
        {say(isOwn ? 'waitsOwnMore' : 'waitsMore', { name: request.askedBy.name, day })}
      </Note>
      <FactRow
        facts={[
          [say('reason'), <q key="reason">{request.reason}</q>],
          [say('askedAt'), <Moment key="at" at={request.askedAt} width="long" />],
        ]}
      />
      {isOwn ? (
        <Withdraw id={request.id} />
      ) : (
        <p>
          <Button look="go" onClick={onDecide}>
            {say('decide')}
          </Button>
        </p>
      )}
    </section>
  )
}
