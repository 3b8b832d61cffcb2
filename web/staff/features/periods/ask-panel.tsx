import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askReopening } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { TextAreaField } from '../../../kit/field.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { readDay } from './calendar-day.ts'
import { usePeriodsWords } from './periods-words.ts'

const LEAST_REASON = 3

type AskPanelProps = { readonly through: string; readonly onClose: () => void }

const useAsk = ({ through, onClose }: AskPanelProps) => {
  const say = usePeriodsWords()
  const tell = useSaying()
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  return useMutation({
    mutationFn: (reason: string) => call(askReopening, { params: { id }, body: { through, reason } }),
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(say('askedNow'), '/periods')
      onClose()
    },
  })
}

/** Where an administrator asks for closed books to be opened, and says why. */
export const AskPanel = (props: AskPanelProps) => {
  const say = usePeriodsWords()
  const day = readDay(props.through, useLanguage())
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useAsk(props)
  const isShort = reason.trim().length < LEAST_REASON
  const send = (): void => {
    setTried(true)
    if (!isShort) mutate(reason.trim())
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('askAct', { day })}
      </Button>
    </>
  )
  return (
    <Panel title={say('askTitle')} onClose={props.onClose} isCalled>
      <p className="small soft">{say('askMore', { day })}</p>
      <PanelForm onSubmit={send} foot={foot}>
        <TextAreaField
          label={say('why')}
          hint={say('whyHint')}
          value={reason}
          onChange={setReason}
          maxLength={500}
          error={isTried && isShort ? say('whyMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
