import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReopeningView } from '#wire/ledger'
import { decideReopening } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { TextAreaField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm, Quote } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { readDay } from './calendar-day.ts'
import { usePeriodsWords } from './periods-words.ts'

const LEAST_NOTE = 3

type DecidePanelProps = { readonly request: ReopeningView; readonly onClose: () => void }
type Choice = 'deny' | 'grant'

const useDecide = ({ request, onClose }: DecidePanelProps) => {
  const say = usePeriodsWords()
  const day = readDay(request.through, useLanguage())
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { decision: Choice; note: string }) =>
      call(decideReopening, { params: { id: request.id }, body }),
    onSuccess: (answer) => {
      tell(say(answer.outcome === 'granted' ? 'grantedNow' : 'deniedNow', { day }), '/periods')
      onClose()
    },
    // Also after a no: it may have been withdrawn, and the page then shows what stands.
    onSettled: () => client.invalidateQueries(),
  })
}

/** Where a second person grants or denies; to leave the books closed is chosen already. */
export const DecidePanel = (props: DecidePanelProps) => {
  const { request, onClose } = props
  const say = usePeriodsWords()
  const day = readDay(request.through, useLanguage())
  const [choice, setChoice] = useState<Choice>('deny')
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useDecide(props)
  const isShort = note.trim().length < LEAST_NOTE
  const send = (): void => {
    setTried(true)
    if (!isShort) mutate({ decision: choice, note: note.trim() })
  }
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant'), detail: say('grantMore', { day }) },
  ] as const
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say(choice === 'grant' ? 'grantAct' : 'denyAct', { day })}
      </Button>
    </>
  )
  return (
    <Panel title={say('decideTitle')} onClose={onClose} isCalled>
      <p className="small soft">{say('waitsMore', { name: request.askedBy.name, day })}</p>
      <Quote>{request.reason}</Quote>
      <PanelForm onSubmit={send} foot={foot}>
        <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
        <TextAreaField
          label={say('note')}
          hint={say('noteHint')}
          value={note}
          onChange={setNote}
          maxLength={500}
          error={isTried && isShort ? say('whyMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
