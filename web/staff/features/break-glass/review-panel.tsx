import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { TakenRight } from '#wire/identity'
import { reviewTakenRight } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Picks } from '../../../kit/picks.tsx'
import { Quote } from '../../panel.tsx'
import { usePermissionName } from '../../permission-words.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useGlassWords } from './glass-words.ts'

/** Where somebody else says whether it was right to take a right alone. */
export const ReviewPanel = ({ right, onClose }: { right: TakenRight; onClose: () => void }) => {
  const say = useGlassWords()
  const nameOf = usePermissionName()
  const tell = useSaying()
  const client = useQueryClient()
  const [found, setFound] = useState<'right' | 'wrong'>('right')
  const { mutate, isPending, error } = useMutation({
    mutationFn: (note: string) =>
      call(reviewTakenRight, { params: { id: right.id }, body: { wasRight: found === 'right', note } }),
    onSuccess: () => {
      tell(say('reviewed'), '/break-glass')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  const options = [
    { value: 'right', title: say('wasRight'), detail: say('wasRightMore') },
    { value: 'wrong', title: say('wasWrong'), detail: say('wasWrongMore') },
  ] as const
  const intro = (
    <>
      <p className="small soft">{say('reviewMore', { name: right.person.name, right: nameOf(right.permission) })}</p>
      <Quote>{right.reason}</Quote>
    </>
  )
  return (
    <ReasonedPanel
      title={say('reviewTitle')}
      intro={intro}
      label={say('note')}
      hint={say('noteHint')}
      missing={say('noteMissing')}
      act={say('reviewAct')}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    >
      <Picks legend={say('what')} options={options} value={found} onChange={setFound} />
    </ReasonedPanel>
  )
}
