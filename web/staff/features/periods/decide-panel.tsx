import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReopeningView } from '#wire/ledger'
import { decideReopening } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Quote } from '../../panel.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { readDay } from './calendar-day.ts'
import { usePeriodsWords } from './periods-words.ts'

type DecidePanelProps = { readonly request: ReopeningView; readonly onClose: () => void }
type Choice = 'deny' | 'grant'

const useDecide = ({ request, onClose }: DecidePanelProps, signing: ReturnType<typeof useSigning>) => {
  const say = usePeriodsWords()
  const day = readDay(request.through, useLanguage())
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (asked: { decision: Choice; note: string }) => {
      const { id } = request
      const proof =
        asked.decision === 'grant' ? await signing.prove({ kind: 'ledger.reopening', subject: id, asked }) : undefined
      return call(decideReopening, { params: { id }, body: { ...asked, proof } })
    },
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
  const signing = useSigning()
  const { mutate, isPending, error } = useDecide(props, signing)
  const options = [
    { value: 'deny', title: say('deny'), detail: say('denyMore') },
    { value: 'grant', title: say('grant'), detail: say('grantMore', { day }) },
  ] as const
  const intro = (
    <>
      <p className="small soft">{say('waitsMore', { name: request.askedBy.name, day })}</p>
      <Quote>{request.reason}</Quote>
    </>
  )
  return (
    <ReasonedPanel
      title={say('decideTitle')}
      intro={intro}
      label={say('note')}
      hint={say('noteHint')}
      missing={say('whyMissing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct', { day })}
      sending={{ isPending, error }}
      signing={choice === 'grant' ? signing : undefined}
      onSend={(note) => mutate({ decision: choice, note })}
      onClose={onClose}
    >
      <Picks legend={say('what')} options={options} value={choice} onChange={setChoice} />
    </ReasonedPanel>
  )
}
