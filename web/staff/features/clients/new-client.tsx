import { useState } from 'react'
import type { Scope } from '#wire/identity'
import { scope } from '#wire/identity'
import { newId } from '../../../api/new-id.ts'
import { Checks } from '../../../kit/checks.tsx'
import { TextField } from '../../../kit/field.tsx'
import { useProgramWords } from '../../program-words.ts'
import { ProposePanel } from '../../propose-panel.tsx'
import { ClientKey } from './client-key.tsx'
import { scopeWord, useClientWords } from './client-words.ts'
import { useProposeKey } from './propose-key.ts'

/** Asks for a service client, and shows its key once. */
export const NewClient = ({ onClose }: { onClose: () => void }) => {
  const say = useClientWords()
  const sayShared = useProgramWords()
  const [client] = useState(newId)
  const [name, setName] = useState('')
  const [scopes, setScopes] = useState<readonly Scope[]>([])
  const [isTried, setTried] = useState(false)
  const { made, proposing } = useProposeKey()
  if (proposing.isSuccess && made) return <ClientKey name={name.trim()} secret={made.key} onClose={onClose} />
  const read = () => {
    setTried(true)
    if (!name.trim() || scopes.length === 0 || !made) return null
    const { keyHash } = made
    return { about: 'service-client' as const, client, name: name.trim(), scopes: [...scopes], keyHash }
  }
  return (
    <ProposePanel title={say('make')} more={sayShared('twoPeople')} read={read} proposing={proposing} onClose={onClose}>
      <TextField
        label={sayShared('name')}
        hint={say('nameHint')}
        value={name}
        onChange={setName}
        maxLength={120}
        error={isTried && !name.trim() ? sayShared('nameMissing') : undefined}
      />
      <Checks
        legend={say('scopes')}
        options={scope.options.map((value) => ({ value, title: say(scopeWord(value)), detail: value }))}
        values={scopes}
        onChange={setScopes}
        error={isTried && scopes.length === 0 ? sayShared('scopesMissing') : undefined}
      />
    </ProposePanel>
  )
}
