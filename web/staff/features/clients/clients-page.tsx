import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ServiceClient } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { StaffPage } from '../../page.tsx'
import { clientsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useClientWords } from './client-words.ts'
import { ClientsTable } from './clients-table.tsx'
import { NewClient } from './new-client.tsx'
import { RevokePanel } from './revoke-panel.tsx'
import { RotatePanel } from './rotate-panel.tsx'

type Open = 'nothing' | 'new' | { readonly act: 'revoke' | 'rotate'; readonly client: ServiceClient }

const panelOf = (open: Open, close: () => void) => {
  if (open === 'nothing') return null
  if (open === 'new') return <NewClient onClose={close} />
  const { act, client } = open
  return act === 'revoke' ? (
    <RevokePanel key={client.id} client={client} onClose={close} />
  ) : (
    <RotatePanel key={client.id} client={client} onClose={close} />
  )
}

/** Programs that may call the bank: all of them, a new one, and the end of one. */
export const ClientsPage = () => {
  const say = useClientWords()
  const { data: clients, error, refetch } = useQuery(clientsQuery)
  const [open, setOpen] = useState<Open>('nothing')
  return (
    <StaffPage title={say('clients')} lead={say('lead')} panel={panelOf(open, () => setOpen('nothing'))}>
      <p className={table.act}>
        <Button look="go" onClick={() => setOpen('new')}>
          {say('make')}
        </Button>
      </p>
      {!clients && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {clients?.length === 0 && <Empty>{say('none')}</Empty>}
      {clients && clients.length > 0 && (
        <ClientsTable clients={clients} onAct={(act, client) => setOpen({ act, client })} />
      )}
    </StaffPage>
  )
}
