import type { ServiceClient } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Moment } from '../../moment.tsx'
import table from '../../table.module.css'
import { scopeWord, useClientWords } from './client-words.ts'

type OnAct = (act: 'revoke' | 'rotate', client: ServiceClient) => void
type RowProps = { readonly client: ServiceClient; readonly onAct: OnAct }

const Keys = ({ client }: { client: ServiceClient }) => {
  const say = useClientWords()
  const open = client.keys.filter(
    ({ revokedAt, expiresAt }) => revokedAt === null && (expiresAt === null || new Date(expiresAt) > new Date()),
  )
  return (
    <>
      {open.map(({ id, expiresAt }) => (
        <span key={id} className={table.sub}>
          {expiresAt ? (
            <>
              {say('keyUntil')} <Moment at={expiresAt} width="long" />
            </>
          ) : (
            say('keyForever')
          )}
        </span>
      ))}
    </>
  )
}

const Row = ({ client, onAct }: RowProps) => {
  const say = useClientWords()
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{client.name}</span>
        <span className={table.sub}>{client.scopes.map((scope) => say(scopeWord(scope))).join(', ')}</span>
        {!client.revokedAt && <Keys client={client} />}
      </td>
      <td className={`${table.tight} ${table.desk}`}>
        <Moment at={client.createdAt} />
      </td>
      <td className={table.tight}>{client.lastUsedAt ? <Moment at={client.lastUsedAt} /> : say('never')}</td>
      <td>
        <VerdictChip verdict={client.revokedAt ? 'returned' : 'passed'}>
          {say(client.revokedAt ? 'revoked' : 'active')}
        </VerdictChip>
      </td>
      <td className={`${table.end} ${table.button}`}>
        {!client.revokedAt && (
          <>
            <Button onClick={() => onAct('rotate', client)}>
              {say('rotate')}
              <span className="vh"> {client.name}</span>
            </Button>{' '}
            <Button look="stop" onClick={() => onAct('revoke', client)}>
              {say('revoke')}
              <span className="vh"> {client.name}</span>
            </Button>
          </>
        )}
      </td>
    </tr>
  )
}

type ClientsTableProps = {
  readonly clients: readonly ServiceClient[]
  readonly onAct: OnAct
}

/** Service clients with what each may do and when it last called. */
export const ClientsTable = ({ clients, onAct }: ClientsTableProps) => {
  const say = useClientWords()
  return (
    <table className={table.table}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('madeAt')}</th>
          <th scope="col">{say('lastUsed')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col">
            <span className="vh">{say('act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <Row key={client.id} client={client} onAct={onAct} />
        ))}
      </tbody>
    </table>
  )
}
