import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { freezeProduct } from '#wire/products'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { TextAreaField } from '../../../kit/field.tsx'
import { Panel, PanelForm } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useCustomerWords } from './customer-words.ts'

const LEAST_NOTE = 3

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
  const [note, setNote] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useFreeze(props)
  const isShort = note.trim().length < LEAST_NOTE
  const values = { name: account.name, ends: account.number.slice(-4) }
  const send = (): void => {
    setTried(true)
    if (!isShort) mutate({ isFrozen: !account.isFrozen, note: note.trim() })
  }
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look={account.isFrozen ? 'go' : 'stop'} wide busy={isPending}>
        {say(account.isFrozen ? 'endFreeze' : 'freezeAct')}
      </Button>
    </>
  )
  return (
    <Panel title={say(account.isFrozen ? 'endTitle' : 'freezeTitle', values)} onClose={onClose} isCalled>
      <p className="small soft">{say(account.isFrozen ? 'endMore' : 'freezeMore')}</p>
      <PanelForm onSubmit={send} foot={foot}>
        <TextAreaField
          label={say('why')}
          hint={say('whyHint')}
          value={note}
          onChange={setNote}
          maxLength={500}
          error={isTried && isShort ? say('whyMissing') : undefined}
        />
      </PanelForm>
    </Panel>
  )
}
