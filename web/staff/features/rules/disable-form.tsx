import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { disableRule } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useProposalWords } from './proposals/proposal-words.ts'

/** Where one person takes a rule out of force. */
export const DisableForm = ({ id }: { id: string }) => {
  const say = useProposalWords()
  const tell = useSaying()
  const client = useQueryClient()
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const isShort = note.trim().length < 3
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(disableRule, { params: { id }, body: { note: note.trim() } }),
    onSuccess: () => tell(say('offDone'), `/rules/${id}`),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <>
      <h3>{say('off')}</h3>
      <p className="small soft">{say('offMore')}</p>
      <TextField
        label={say('offReason')}
        value={note}
        onChange={setNote}
        maxLength={500}
        error={isTried && isShort ? say('missing') : undefined}
      />
      {error && <StaffProblem error={error} />}
      <Button
        look="stop"
        busy={isPending}
        onClick={() => {
          setTried(true)
          if (!isShort) mutate()
        }}
      >
        {say('offAct')}
      </Button>
    </>
  )
}
