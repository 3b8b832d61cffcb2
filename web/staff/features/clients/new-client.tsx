import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Scope } from '#wire/identity'
import { createServiceClient, scope } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { Checks } from '../../../kit/checks.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { clientsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { ClientKey } from './client-key.tsx'
import { scopeWord, useClientWords } from './client-words.ts'

const useMake = () => {
  const client = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  return useMutation({
    mutationFn: (body: { name: string; scopes: Scope[] }) => call(createServiceClient, { params: { id }, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: clientsQuery.queryKey }),
    gcTime: 0,
  })
}

/** Makes a service client and shows its key once. */
export const NewClient = ({ onClose }: { onClose: () => void }) => {
  const say = useClientWords()
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, data } = useMake()
  if (data) return <ClientKey name={data.client.name} secret={data.key} onClose={onClose} />
  const send = (): void => {
    setTried(true)
    if (name.trim() && scopes.length > 0) mutate({ name: name.trim(), scopes: [...scopes] })
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {say('makeAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say('make')} onClose={onClose} isCalled>
      <PanelForm onSubmit={send} foot={foot}>
        <TextField
          label={say('name')}
          hint={say('nameHint')}
          value={name}
          onChange={setName}
          maxLength={120}
          error={isTried && !name.trim() ? say('nameMissing') : undefined}
        />
        <Checks
          legend={say('scopes')}
          options={scope.options.map((value) => ({ value, title: say(scopeWord(value)), detail: value }))}
          values={scopes}
          onChange={setScopes}
          error={isTried && scopes.length === 0 ? say('scopesMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
