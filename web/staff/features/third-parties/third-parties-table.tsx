import type { OauthClient } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Moment } from '../../moment.tsx'
import table from '../../table.module.css'
import { sayScope, useThirdPartyWords } from './third-party-words.ts'

type RowProps = { readonly client: OauthClient; readonly onRevoke: (client: OauthClient) => void }

const Row = ({ client, onRevoke }: RowProps) => {
  const say = useThirdPartyWords()
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{client.name}</span>
        <span className={table.sub}>{client.scopes.map((scope) => sayScope(say, scope)).join(', ')}</span>
        <span className={table.sub}>{client.id}</span>
      </td>
      <td className={`${table.tight} ${table.desk}`}>{say(client.kind)}</td>
      <td className={`${table.tight} ${table.desk}`}>
        <Moment at={client.createdAt} />
      </td>
      <td>
        <VerdictChip verdict={client.revokedAt ? 'returned' : 'passed'}>
          {say(client.revokedAt ? 'revoked' : 'active')}
        </VerdictChip>
      </td>
      <td className={`${table.end} ${table.button}`}>
        {!client.revokedAt && (
          <Button look="stop" onClick={() => onRevoke(client)}>
            {say('revoke')}
            <span className="vh"> {client.name}</span>
          </Button>
        )}
      </td>
    </tr>
  )
}

type ThirdPartiesTableProps = {
  readonly clients: readonly OauthClient[]
  readonly onRevoke: (client: OauthClient) => void
}

/** Clients of OAuth with what each may ask for. */
export const ThirdPartiesTable = ({ clients, onRevoke }: ThirdPartiesTableProps) => {
  const say = useThirdPartyWords()
  return (
    <table className={table.table}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('name')}</th>
          <th scope="col" className={table.desk}>
            {say('kind')}
          </th>
          <th scope="col" className={table.desk}>
            {say('madeAt')}
          </th>
          <th scope="col">{say('state')}</th>
          <th scope="col">
            <span className="vh">{say('act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {clients.map((client) => (
          <Row key={client.id} client={client} onRevoke={onRevoke} />
        ))}
      </tbody>
    </table>
  )
}
