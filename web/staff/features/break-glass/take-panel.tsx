import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { takeRight } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { SelectField } from '../../../kit/field.tsx'
import { Panel } from '../../panel.tsx'
import { usePermissionName } from '../../permission-words.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useSigning } from '../../signing.tsx'
import { useGlassWords } from './glass-words.ts'

const LEAST = 10

const useTake = (signing: ReturnType<typeof useSigning>, onClose: () => void) => {
  const say = useGlassWords()
  const tell = useSaying()
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  return useMutation({
    mutationFn: async (asked: { permission: string; reason: string }) => {
      const proof = await signing.prove({ kind: 'break-glass', subject: id, asked })
      return call(takeRight, { params: { id }, body: { ...asked, proof } })
    },
    onSuccess: () => {
      tell(say('taken'), '/break-glass')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
}

/** Where a right is taken alone, signed and with a reason. */
export const TakePanel = ({ takeable, onClose }: { takeable: readonly string[]; onClose: () => void }) => {
  const say = useGlassWords()
  const nameOf = usePermissionName()
  const [permission, setPermission] = useState(takeable[0])
  const signing = useSigning()
  const { mutate, isPending, error } = useTake(signing, onClose)
  if (permission === undefined)
    return (
      <Panel title={say('take')} onClose={onClose} isCalled>
        <p className="small soft">{say('cannot')}</p>
      </Panel>
    )
  return (
    <ReasonedPanel
      title={say('takeTitle')}
      intro={<p className="small soft">{say('takeMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      least={LEAST}
      missing={say('missing')}
      act={say('takeAct')}
      look="stop"
      sending={{ isPending, error }}
      signing={signing}
      onSend={(reason) => mutate({ permission, reason })}
      onClose={onClose}
    >
      <SelectField
        label={say('right')}
        options={takeable.map((value) => ({ value, label: nameOf(value) }))}
        value={permission}
        onChange={setPermission}
      />
    </ReasonedPanel>
  )
}
