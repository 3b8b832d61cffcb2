import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OauthClient } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { StaffPage } from '../../page.tsx'
import { oauthClientsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { EndPanel } from './end-panel.tsx'
import { NewThirdParty } from './new-third-party.tsx'
import { ThirdPartiesTable } from './third-parties-table.tsx'
import { useThirdPartyWords } from './third-party-words.ts'

type Open = 'nothing' | 'new' | OauthClient

const panelOf = (open: Open, close: () => void) => {
  if (open === 'nothing') return null
  return open === 'new' ? <NewThirdParty onClose={close} /> : <EndPanel key={open.id} client={open} onClose={close} />
}

/** Programs that act for customers: all of them, a new one, and the end of one. */
export const ThirdPartiesPage = () => {
  const say = useThirdPartyWords()
  const { data: clients, error, refetch } = useQuery(oauthClientsQuery)
  const [open, setOpen] = useState<Open>('nothing')
  return (
    <StaffPage title={say('thirdParties')} lead={say('lead')} panel={panelOf(open, () => setOpen('nothing'))}>
      <p className={table.act}>
        <Button look="go" onClick={() => setOpen('new')}>
          {say('make')}
        </Button>
      </p>
      {!clients && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {clients?.length === 0 && <Empty>{say('none')}</Empty>}
      {clients && clients.length > 0 && <ThirdPartiesTable clients={clients} onRevoke={setOpen} />}
    </StaffPage>
  )
}
