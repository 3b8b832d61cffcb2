import { revokeOauthClient } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Moment } from '../../moment.tsx'
import { ProgramsPage } from '../../programs.tsx'
import { oauthClientsQuery } from '../../queries.ts'
import table from '../../table.module.css'
import { KeysPanel } from './keys-panel.tsx'
import { NewThirdParty } from './new-third-party.tsx'
import { sayScope, useThirdPartyWords } from './third-party-words.ts'

/** Programs that come by OAuth: third parties, our own apps, and programs that act for themselves. */
export const ThirdPartiesPage = () => {
  const say = useThirdPartyWords()
  return (
    <ProgramsPage
      title={say('thirdParties')}
      lead={say('lead')}
      make={say('make')}
      list={say('list')}
      none={say('none')}
      query={oauthClientsQuery}
      columns={[
        { title: say('kind'), isForDesk: true, cell: ({ kind }) => say(kind) },
        { title: say('madeAt'), isForDesk: true, cell: ({ createdAt }) => <Moment at={createdAt} /> },
      ]}
      below={({ id, scopes }) => (
        <>
          <span className={table.sub}>{scopes.map((scope) => sayScope(say, scope)).join(', ')}</span>
          <span className={table.sub}>{id}</span>
        </>
      )}
      hasKeys={({ kind }) => kind !== 'app'}
      about="clients.oauth"
      newPanel={(close) => <NewThirdParty onClose={close} />}
      keysPanel={(client, close) => <KeysPanel client={client} onClose={close} />}
      ending={({ id, name }) => ({
        title: say('revokeTitle', { name }),
        more: say('revokeMore'),
        act: say('revokeAct', { name }),
        done: say('revokedNow', { name }),
        page: '/third-parties',
        onEnd: () => call(revokeOauthClient, { params: { id } }),
      })}
    />
  )
}
