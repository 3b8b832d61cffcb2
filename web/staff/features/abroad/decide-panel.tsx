import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CorridorChangeView } from '#wire/payments'
import { decideCorridorChange } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { Picks } from '../../../kit/picks.tsx'
import { Facts } from '../../../kit/section.tsx'
import { Quote } from '../../panel.tsx'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { useAbroadWords } from './abroad-words.ts'
import { useRuleFacts } from './rule-facts.ts'

type Choice = 'deny' | 'grant'

/** Where a second person grants or denies a change; to leave the corridor as it is is chosen already. */
export const DecidePanel = ({ change, onClose }: { change: CorridorChangeView; onClose: () => void }) => {
  const say = useAbroadWords()
  const tell = useSaying()
  const client = useQueryClient()
  const signing = useSigning()
  const facts = useRuleFacts(change.corridor, change.rules)
  const [choice, setChoice] = useState<Choice>('deny')
  const deciding = useMutation({
    mutationFn: async (asked: { decision: Choice; note: string }) => {
      const { id } = change
      const isGrant = asked.decision === 'grant'
      const proof = isGrant ? await signing.prove({ kind: 'payments.corridor', subject: id, asked }) : undefined
      return call(decideCorridorChange, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: ({ outcome }) => {
      tell(say(outcome === 'granted' ? 'granted' : 'denied'), '/abroad')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <ReasonedPanel
      title={say('decideTitle', { corridor: change.corridor })}
      intro={
        <>
          <p className="small soft">{change.askedBy.name}</p>
          <Quote>{change.reason}</Quote>
          <Facts facts={facts} />
        </>
      }
      label={say('note')}
      hint={say('noteHint')}
      missing={say('whyMissing')}
      act={say(choice === 'grant' ? 'grantAct' : 'denyAct')}
      sending={deciding}
      signing={choice === 'grant' ? signing : undefined}
      onSend={(note) => deciding.mutate({ decision: choice, note })}
      onClose={onClose}
    >
      <Picks
        legend={say('decide')}
        legendHidden
        options={[
          { value: 'deny', title: say('deny') },
          { value: 'grant', title: say('grant') },
        ]}
        value={choice}
        onChange={setChoice}
      />
    </ReasonedPanel>
  )
}
