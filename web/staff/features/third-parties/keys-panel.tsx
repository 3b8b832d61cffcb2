import { useState } from 'react'
import type { OauthClient } from '#wire/identity'
import { ProposePanel } from '../../propose-panel.tsx'
import { useProposeWords } from '../../propose-words.ts'
import { useProposeClient } from '../../proposing.ts'
import { useSaying } from '../../said.tsx'
import { readKeys } from './draft.ts'
import { KeysField } from './keys-field.tsx'
import { useThirdPartyWords } from './third-party-words.ts'

/** Asks that a client prove who it is by other keys from then on. */
export const KeysPanel = ({ client: { id, name }, onClose }: { client: OauthClient; onClose: () => void }) => {
  const say = useThirdPartyWords()
  const sayAsked = useProposeWords()
  const tell = useSaying()
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const proposing = useProposeClient(() => {
    tell(sayAsked('asked'), '/third-parties')
    onClose()
  })
  const keys = readKeys(text)
  const read = () => {
    setTried(true)
    return keys && { about: 'oauth-keys' as const, client: id, keys }
  }
  return (
    <ProposePanel
      title={say('keysTitle', { name })}
      more={say('keysMore')}
      read={read}
      proposing={proposing}
      onClose={onClose}
    >
      <KeysField value={text} onChange={setText} isWrong={isTried && !keys} />
    </ProposePanel>
  )
}
