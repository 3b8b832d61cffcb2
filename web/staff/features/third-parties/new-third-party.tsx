import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { NewOauthClient } from '#wire/identity'
import { createOauthClient } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { newId } from '../../../api/new-id.ts'
import { Problem } from '../../../api/problem.ts'
import { Button } from '../../../kit/button.tsx'
import { Checks } from '../../../kit/checks.tsx'
import { TextAreaField, TextField } from '../../../kit/field.tsx'
import { ErrorNote } from '../../../kit/note.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { oauthClientsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { type Draft, empty, readKeys, readRedirects } from './draft.ts'
import { sayScope, useThirdPartyWords } from './third-party-words.ts'

const useRegister = () => {
  const queries = useQueryClient()
  // A PUT that was lost on the way is sent again under the same id.
  const [id] = useState(newId)
  return useMutation({
    mutationFn: (body: NewOauthClient) => call(createOauthClient, { params: { id }, body }),
    onSuccess: () => queries.invalidateQueries({ queryKey: oauthClientsQuery.queryKey }),
  })
}

const Registered = ({ id, name, onClose }: { id: string; name: string; onClose: () => void }) => {
  const say = useThirdPartyWords()
  return (
    <Panel title={say('made', { name })} isCalled>
      <p>
        {say('id')}: <code>{id}</code>
      </p>
      <p className="small soft">{say('madeMore')}</p>
      <Button look="go" wide onClick={onClose}>
        {say('done')}
      </Button>
    </Panel>
  )
}

// What is wrong with a client is said in whole sentences by the bank, in English.
const Wrong = ({ error }: { error: unknown }) =>
  error instanceof Problem && error.code === 'bad-client' ? (
    <ErrorNote lead="">
      <span lang="en">{error.detail}</span>
    </ErrorNote>
  ) : (
    <StaffProblem error={error} />
  )

const scopes = ['accounts:read', 'payments:write']

/** Registers a third party with its public keys, and shows its client_id. */
export const NewThirdParty = ({ onClose }: { onClose: () => void }) => {
  const say = useThirdPartyWords()
  const [draft, setDraft] = useState<Draft>(empty)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, data } = useRegister()
  if (data) return <Registered id={data.id} name={data.name} onClose={onClose} />
  const change = (part: 'name' | 'redirects' | 'keys') => (value: string) => setDraft({ ...draft, [part]: value })
  const keys = readKeys(draft.keys)
  const redirectUris = readRedirects(draft.redirects)
  const name = draft.name.trim()
  const send = (): void => {
    setTried(true)
    if (name && keys && redirectUris.length > 0 && draft.scopes.length > 0)
      mutate({ kind: 'third-party', name, redirectUris, keys, scopes: [...draft.scopes] })
  }
  const foot = (
    <>
      {error && <Wrong error={error} />}
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
          value={draft.name}
          onChange={change('name')}
          maxLength={120}
          error={isTried && !name ? say('nameMissing') : undefined}
        />
        <TextAreaField
          label={say('redirects')}
          hint={say('redirectsHint')}
          value={draft.redirects}
          onChange={change('redirects')}
          error={isTried && redirectUris.length === 0 ? say('redirectsMissing') : undefined}
        />
        <TextAreaField
          label={say('keys')}
          hint={say('keysHint')}
          value={draft.keys}
          onChange={change('keys')}
          error={isTried && !keys ? say('keysWrong') : undefined}
        />
        <Checks
          legend={say('scopes')}
          options={scopes.map((value) => ({ value, title: sayScope(say, value), detail: value }))}
          values={draft.scopes}
          onChange={(chosen) => setDraft({ ...draft, scopes: chosen })}
          error={isTried && draft.scopes.length === 0 ? say('scopesMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
