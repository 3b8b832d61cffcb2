import type { WebhookEndpoint } from '#wire/notifications'
import { VerdictChip } from '../../../kit/chip.tsx'
import { useWebhookWords } from './webhook-words.ts'

/** Whether an endpoint takes what it is sent. */
export const EndpointState = ({ endpoint: { offBecause, failingSince } }: { endpoint: WebhookEndpoint }) => {
  const say = useWebhookWords()
  if (offBecause) return <VerdictChip verdict="stopped">{say(`off_${offBecause}`)}</VerdictChip>
  if (failingSince) return <VerdictChip verdict="held">{say('failing')}</VerdictChip>
  return <VerdictChip verdict="passed">{say('on')}</VerdictChip>
}
