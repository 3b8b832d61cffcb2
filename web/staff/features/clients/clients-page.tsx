import type { ServiceClient } from '#wire/identity'
import { revokeServiceClient } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Moment } from '../../moment.tsx'
import { ProgramsPage } from '../../programs.tsx'
import { clientsQuery } from '../../queries.ts'
import table from '../../table.module.css'
import { scopeWord, useClientWords } from './client-words.ts'
import { NewClient } from './new-client.tsx'
import { RotatePanel } from './rotate-panel.tsx'

const Below = ({ client }: { client: ServiceClient }) => {
  const say = useClientWords()
  const isOpen = ({ revokedAt, expiresAt }: ServiceClient['keys'][number]) =>
    revokedAt === null && (expiresAt === null || new Date(expiresAt) > new Date())
  return (
    <>
      <span className={table.sub}>{client.scopes.map((scope) => say(scopeWord(scope))).join(', ')}</span>
      {!client.revokedAt &&
        client.keys.filter(isOpen).map(({ id, expiresAt }) => (
          <span key={id} className={table.sub}>
            {say(expiresAt ? 'keyUntil' : 'keyForever')} {expiresAt && <Moment at={expiresAt} width="long" />}
          </span>
        ))}
    </>
  )
}

/** Programs that call the bank with a key. */
export const ClientsPage = () => {
  const say = useClientWords()
  return (
    <ProgramsPage
      title={say('clients')}
      lead={say('lead')}
      make={say('make')}
      list={say('list')}
      none={say('none')}
      query={clientsQuery}
      columns={[
        { title: say('madeAt'), isForDesk: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
        {
          title: say('lastUsed'),
          cell: ({ lastUsedAt }) => (lastUsedAt ? <Moment at={lastUsedAt} /> : say('never')),
        },
      ]}
      below={(client) => <Below client={client} />}
      hasKeys={() => true}
      about="clients.service"
      newPanel={(close) => <NewClient onClose={close} />}
      keysPanel={(client, close) => <RotatePanel client={client} onClose={close} />}
      ending={({ id, name }) => ({
        title: say('revokeTitle', { name }),
        more: say('revokeMore'),
        act: say('revokeAct', { name }),
        done: say('revokedNow', { name }),
        page: '/clients',
        onEnd: () => call(revokeServiceClient, { params: { id } }),
      })}
    />
  )
}
