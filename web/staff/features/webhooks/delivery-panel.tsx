import { useMutation, useQuery } from '@tanstack/react-query'
import type { WebhookAttempt } from '#wire/notifications'
import { replayWebhook } from '#wire/notifications'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { Panel } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { deliveryQuery, useRefreshWebhooks } from './webhook-queries.ts'
import { eventWord, useWebhookWords } from './webhook-words.ts'
import styles from './webhooks.module.css'

const Attempt = ({ attempt: { number, at, ms, status, failure, bodyHash } }: { attempt: WebhookAttempt }) => {
  const say = useWebhookWords()
  return (
    <li>
      <span className="mut">{number}</span>
      <span className="strong">{failure ?? say('answered', { status: status ?? '' })}</span>
      <span className="mut">{say('took', { ms })}</span>
      <span className={styles.hash}>
        <Moment at={at} width="long" />
        {', '}
        {say('hash', { hash: bodyHash.slice(0, 16) })}
      </span>
    </li>
  )
}

type DeliveryPanelProps = { readonly id: string; readonly isOn: boolean; readonly onClose: () => void }

/** Every attempt of one delivery, and sending it again. */
export const DeliveryPanel = ({ id, isOn, onClose }: DeliveryPanelProps) => {
  const say = useWebhookWords()
  const refresh = useRefreshWebhooks()
  const { data, error } = useQuery(deliveryQuery(id))
  const replay = useMutation({ mutationFn: () => call(replayWebhook, { params: { id } }), onSettled: refresh })
  return (
    <Panel title={data ? say(eventWord(data.delivery.type)) : say('delivery')} onClose={onClose} isCalled>
      <div>
        <h3 className={styles.word}>webhook-id</h3>
        <p className={styles.key}>
          <code>{id}</code>
        </p>
      </div>
      {!data && (error ? <StaffProblem error={error} /> : <Loading rows={2} />)}
      {data?.attempts.length === 0 && <p className="soft">{say('notTried')}</p>}
      <ol className={styles.attempts}>
        {data?.attempts.map((attempt) => (
          <Attempt key={attempt.number} attempt={attempt} />
        ))}
      </ol>
      {replay.error && <StaffProblem error={replay.error} />}
      {isOn && (
        <Button look="go" wide busy={replay.isPending} onClick={() => replay.mutate()}>
          {say('replayOne')}
        </Button>
      )}
      <p role="status" className="small soft">
        {replay.isSuccess && say('replayedOne')}
      </p>
    </Panel>
  )
}
