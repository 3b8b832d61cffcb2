import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeeSchedule } from '#wire/products'
import { decideFees } from '#wire/products'
import { call } from '../../../api/call.ts'
import { Picks } from '../../../kit/picks.tsx'
import { Quote } from '../../panel.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { useStaffFeesWords } from './fees-words.ts'

type Choice = 'deny' | 'grant'

/** Where a second person grants or denies a schedule; to leave it as it is is chosen already. */
export const DecidePanel = ({ schedule, onClose }: { schedule: FeeSchedule; onClose: () => void }) => {
  const say = useStaffFeesWords()
  const signing = useSigning()
  const tell = useSaying()
  const client = useQueryClient()
  const [choice, setChoice] = useState<Choice>('deny')
  const { mutate, isPending, error } = useMutation({
    mutationFn: async (asked: { decision: Choice; note: string }) => {
      const { id } = schedule
      const proof =
        asked.decision === 'grant' ? await signing.prove({ kind: 'products.fees', subject: id, asked }) : undefined
      return call(decideFees, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: () => {
      tell(say('decidedNow'), '/fees')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <ReasonedPanel
      title={say('decideTitle')}
      intro={
        <>
          <p className="small soft">{say('proposedBy', { name: schedule.askedBy.name })}</p>
          <Quote>{schedule.reason}</Quote>
        </>
      }
      label={say('note')}
      hint={say('noteHint')}
      missing={say('missing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct')}
      sending={{ isPending, error }}
      signing={choice === 'grant' ? signing : undefined}
      onSend={(note) => mutate({ decision: choice, note })}
      onClose={onClose}
    >
      <Picks
        legend={say('answer')}
        options={(['deny', 'grant'] as const).map((value) => ({
          value,
          title: say(value),
          detail: say(`${value}More`),
        }))}
        value={choice}
        onChange={setChoice}
      />
    </ReasonedPanel>
  )
}
