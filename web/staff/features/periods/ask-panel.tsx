import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { askReopening } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { useLanguage } from '../../../kit/words.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { readDay } from './calendar-day.ts'
import { usePeriodsWords } from './periods-words.ts'

type AskPanelProps = { readonly through: string; readonly onClose: () => void }

const useAsk = ({ through, onClose }: AskPanelProps) => {
  const signing = useSigning()
  const say = usePeriodsWords()
  const tell = useSaying()
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  const asking = useMutation({
    mutationFn: async (reason: string) => {
      const asked = { through, reason }
      const proof = await signing.prove({ kind: 'ledger.reopening', subject: id, asked })
      return call(askReopening, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: async () => {
      await client.invalidateQueries()
      tell(say('askedNow'), '/periods')
      onClose()
    },
  })
  return { ...asking, signing }
}

/** Where an administrator asks for closed books to be opened, and says why. */
export const AskPanel = (props: AskPanelProps) => {
  const say = usePeriodsWords()
  const day = readDay(props.through, useLanguage())
  const { mutate, isPending, error, signing } = useAsk(props)
  return (
    <ReasonedPanel
      title={say('askTitle')}
      intro={<p className="small soft">{say('askMore', { day })}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('askAct', { day })}
      sending={{ isPending, error }}
      signing={signing}
      onSend={mutate}
      onClose={props.onClose}
    />
  )
}
