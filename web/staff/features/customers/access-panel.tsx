import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lockCustomer, signOutCustomer } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import type { Intervening } from './access.tsx'
import { useAccessWords } from './access-words.ts'

type Props = {
  readonly customer: { readonly id: string; readonly name: string }
  readonly what: Intervening
  readonly onClose: () => void
}

/** Where a customer's ways in are locked, given back or ended, with a reason. */
export const AccessPanel = ({ customer: { id, name }, what, onClose }: Props) => {
  const say = useAccessWords()
  const tell = useSaying()
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: (reason: string) =>
      what === 'signed-out'
        ? call(signOutCustomer, { params: { id }, body: { reason } })
        : call(lockCustomer, { params: { id }, body: { isLocked: what === 'locked', reason } }),
    onSuccess: () => {
      tell(say(`done-${what}` as const, { name }), `/customers/${id}`)
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <ReasonedPanel
      title={say(`ask-${what}` as const, { name })}
      intro={<p className="small soft">{say(`more-${what}` as const)}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('missing')}
      act={say(`act-${what}` as const)}
      look={what === 'let-in' ? 'go' : 'stop'}
      sending={{ isPending, error }}
      onSend={mutate}
      onClose={onClose}
    />
  )
}
