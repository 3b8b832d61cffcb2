import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ServiceClient } from '#wire/identity'
import { rotateServiceKey } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { clientsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { ClientKey } from './client-key.tsx'
import { useClientWords } from './client-words.ts'

const overlaps = [0, 1, 24, 168, 720]

const useRotate = (id: string) => {
  const client = useQueryClient()
  const [key] = useState(newId)
  return useMutation({
    mutationFn: (overlapHours: number) => call(rotateServiceKey, { params: { id, key }, body: { overlapHours } }),
    onSuccess: () => client.invalidateQueries({ queryKey: clientsQuery.queryKey }),
    gcTime: 0,
  })
}

/** Makes a key that replaces the one of before, and shows it once. */
export const RotatePanel = ({ client: { id, name }, onClose }: { client: ServiceClient; onClose: () => void }) => {
  const say = useClientWords()
  const [hours, setHours] = useState('24')
  const { mutate, isPending, error, data } = useRotate(id)
  if (data) return <ClientKey name={name} secret={data.key} onClose={onClose} />
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('rotateAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('rotateTitle', { name })} onClose={onClose} isCalled>
      <PanelForm onSubmit={() => mutate(Number(hours))} foot={foot}>
        <p className="small soft">{say('rotateMore')}</p>
        <SelectField
          label={say('overlap')}
          options={overlaps.map((count) => ({
            value: String(count),
            label: count === 0 ? say('atOnce') : say('hours', { count }),
          }))}
          value={hours}
          onChange={setHours}
        />
      </PanelForm>
    </Panel>
  )
}
