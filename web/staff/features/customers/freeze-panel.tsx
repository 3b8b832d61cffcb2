import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { Product } from '#wire/products'
import { freezeProduct } from '#wire/products'
import { call } from '../../../api/call.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useCustomerWords } from './customer-words.ts'

type FreezePanelProps = { readonly account: Product; readonly onClose: () => void }

const useFreeze = ({ account, onClose }: FreezePanelProps) => {
  const say = useCustomerWords()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { isFrozen: boolean; note: string }) =>
      call(freezeProduct, { params: { id: account.id }, body }),
    onSuccess: async (answer) => {
      await client.invalidateQueries({ queryKey: ['accounts', account.owner] })
      const values = { name: account.name, ends: account.number.slice(-4) }
      tell(say(answer.isFrozen ? 'frozenNow' : 'freeNow', values), `/customers/${account.owner}`)
      onClose()
    },
  })
}

/** Where an account is frozen, or its freeze ended, with a reason. */
export const FreezePanel = (props: FreezePanelProps) => {
  const { account, onClose } = props
  const say = useCustomerWords()
  const { mutate, isPending, error } = useFreeze(props)
  const values = { name: account.name, ends: account.number.slice(-4) }
  return (
    <ReasonedPanel
      title={say(account.isFrozen ? 'endTitle' : 'freezeTitle', values)}
      intro={<p className="small soft">{say(account.isFrozen ? 'endMore' : 'freezeMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say(account.isFrozen ? 'endFreeze' : 'freezeAct')}
      look={account.isFrozen ? 'go' : 'stop'}
      sending={{ isPending, error }}
      onSend={(note) => mutate({ isFrozen: !account.isFrozen, note })}
      onClose={onClose}
    />
  )
}
