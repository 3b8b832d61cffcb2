import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { Panel } from '../../panel.tsx'
import styles from './client-key.module.css'
import { useClientWords } from './client-words.ts'

type ClientKeyProps = { readonly name: string; readonly secret: string; readonly onClose: () => void }

/** The key of a new service client, the only time that anybody sees it. */
export const ClientKey = ({ name, secret, onClose }: ClientKeyProps) => {
  const say = useClientWords()
  const [copied, setCopied] = useState<'copied' | 'copyFailed' | null>(null)
  const copy = (): Promise<void> =>
    navigator.clipboard.writeText(secret).then(
      () => setCopied('copied'),
      // A browser may refuse; the key can still be selected by hand.
      () => setCopied('copyFailed'),
    )
  return (
    <Panel title={say('made', { name })} isCalled>
      <Note tone="wait">{say('keyOnce')}</Note>
      <div>
        <h3 className={styles.word}>{say('key')}</h3>
        <p className={styles.key}>
          <code>{secret}</code>
        </p>
      </div>
      <Button wide onClick={copy}>
        {say(copied === 'copied' ? 'copied' : 'copy')}
      </Button>
      <p role="status" className={copied === 'copyFailed' ? 'small' : 'vh'}>
        {copied && say(copied)}
      </p>
      <div className={styles.foot}>
        <Button look="go" wide onClick={onClose}>
          {say('done')}
        </Button>
      </div>
    </Panel>
  )
}
