import { useState } from 'react'
import { newId } from '../../../api/new-id.ts'
import { Button } from '../../../kit/button.tsx'
import { Checks } from '../../../kit/checks.tsx'
import { TextAreaField, TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { Panel } from '../../panel.tsx'
import { useProgramWords } from '../../program-words.ts'
import { ProposePanel } from '../../propose-panel.tsx'
import { useProposeWords } from '../../propose-words.ts'
import { useProposeClient } from '../../proposing.ts'
import { type Draft, empty, readDraft, scopesOf, wholeOf } from './draft.ts'
import { KeysField } from './keys-field.tsx'
import { sayScope, useThirdPartyWords } from './third-party-words.ts'

const Asked = ({ id, name, onClose }: { id: string; name: string; onClose: () => void }) => {
  const say = useThirdPartyWords()
  const sayAsked = useProposeWords()
  const sayShared = useProgramWords()
  return (
    <Panel title={say('made', { name })} isCalled>
      <p>{sayAsked('asked')}</p>
      <p>
        {say('id')}: <code>{id}</code>
      </p>
      <p className="small soft">{say('madeMore')}</p>
      <Button look="go" wide onClick={onClose}>
        {sayShared('done')}
      </Button>
    </Panel>
  )
}

type FieldsProps = {
  readonly draft: Draft
  readonly parts: ReturnType<typeof readDraft>
  readonly isTried: boolean
  readonly onChange: (draft: Draft) => void
}

const Fields = ({ draft, parts, isTried, onChange }: FieldsProps) => {
  const say = useThirdPartyWords()
  const sayShared = useProgramWords()
  const change = (part: 'name' | 'redirects' | 'keys') => (value: string) => onChange({ ...draft, [part]: value })
  const missing = (part: keyof typeof parts, words: string) => (isTried && parts[part] === null ? words : undefined)
  const { kind } = draft
  return (
    <>
      <Picks
        legend={say('kind')}
        options={(['third-party', 'app', 'program'] as const).map((value) => ({
          value,
          title: say(value),
          detail: say(`${value}-more`),
        }))}
        value={kind}
        onChange={(value) => onChange({ ...draft, kind: value, scopes: [] })}
      />
      <TextField
        label={sayShared('name')}
        hint={say('nameHint')}
        value={draft.name}
        onChange={change('name')}
        maxLength={120}
        error={missing('name', sayShared('nameMissing'))}
      />
      {kind !== 'program' && (
        <TextAreaField
          label={say('redirects')}
          hint={say('redirectsHint')}
          value={draft.redirects}
          onChange={change('redirects')}
          error={missing('redirectUris', say('redirectsMissing'))}
        />
      )}
      {kind !== 'app' && (
        <KeysField value={draft.keys} onChange={change('keys')} isWrong={isTried && parts.keys === null} />
      )}
      <Checks
        legend={say('scopes')}
        options={scopesOf[kind].map((value) => ({ value, title: sayScope(say, value), detail: value }))}
        values={draft.scopes}
        onChange={(scopes) => onChange({ ...draft, scopes })}
        error={missing('scopes', sayShared('scopesMissing'))}
      />
    </>
  )
}

/** Asks for a client of OAuth with its public keys, and shows its client_id. */
export const NewThirdParty = ({ onClose }: { onClose: () => void }) => {
  const say = useThirdPartyWords()
  const sayShared = useProgramWords()
  const [client] = useState(newId)
  const [draft, setDraft] = useState<Draft>(empty)
  const [isTried, setTried] = useState(false)
  const proposing = useProposeClient()
  if (proposing.isSuccess) return <Asked id={client} name={draft.name.trim()} onClose={onClose} />
  const parts = readDraft(draft)
  const read = () => {
    setTried(true)
    const whole = wholeOf(parts)
    return whole && { about: 'oauth-client' as const, client, ...whole }
  }
  return (
    <ProposePanel title={say('make')} more={sayShared('twoPeople')} read={read} proposing={proposing} onClose={onClose}>
      <Fields draft={draft} parts={parts} isTried={isTried} onChange={setDraft} />
    </ProposePanel>
  )
}
