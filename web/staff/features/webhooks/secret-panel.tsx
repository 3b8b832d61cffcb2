import type { WebhookEndpoint } from '#wire/notifications'
import { Button } from '../../../kit/button.tsx'
import { Note } from '../../../kit/note.tsx'
import { Panel } from '../../panel.tsx'
import { useWebhookWords } from './webhook-words.ts'
import styles from './webhooks.module.css'

type SecretPanelProps = {
  readonly title: string
  readonly made: { readonly endpoint: WebhookEndpoint; readonly secret: string }
  readonly onClose: () => void
}

/** A secret, the only time that anybody sees it, beside the key that may be known to all. */
export const SecretPanel = ({ title, made: { endpoint, secret }, onClose }: SecretPanelProps) => {
  const say = useWebhookWords()
  return (
    <Panel title={title} isCalled>
      <Note tone="wait">{say('secretOnce')}</Note>
      <div>
        <h3 className={styles.word}>{say('secret')}</h3>
        <p className={styles.key}>
          <code>{secret}</code>
        </p>
      </div>
      <div>
        <h3 className={styles.word}>{say('publicKey')}</h3>
        <p className={styles.key}>
          <code>{endpoint.publicKey}</code>
        </p>
      </div>
      <Button look="go" wide onClick={onClose}>
        {say('done')}
      </Button>
    </Panel>
  )
}
