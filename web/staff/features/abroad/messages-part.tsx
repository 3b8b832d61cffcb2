import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AbroadMessageView } from '#wire/payments'
import { abroadMessageFile, handOverMessage, makeAbroadMessages } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { download, keep } from '../../../api/download.ts'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './abroad.module.css'
import { messagesQuery } from './abroad-queries.ts'
import { useAbroadWords } from './abroad-words.ts'

const Row = ({ message }: { message: AbroadMessageView }) => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const params = { id: message.id }
  const fetching = useMutation({
    mutationFn: async () => keep(await download(abroadMessageFile, { params, onProgress: () => {} })),
  })
  const handing = useMutation({
    mutationFn: () => call(handOverMessage, { params }),
    onSettled: () => client.invalidateQueries({ queryKey: messagesQuery.queryKey }),
  })
  return (
    <tr>
      <td className={table.lead}>
        <Moment at={message.madeAt} />
        <span className={table.sub}>{say('answered', { accepted: message.accepted, returned: message.returned })}</span>
      </td>
      <td className={table.end}>{message.lines}</td>
      <td className={table.end}>
        <Money amount={moneyOf(message.currency, message.total)} />
      </td>
      <td>
        <VerdictChip verdict={message.sentAt ? 'passed' : 'held'}>
          {say(message.sentAt ? 'sent' : 'notSent')}
        </VerdictChip>
        {message.failure && <span className={table.sub}>{say('failure', { failure: message.failure })}</span>}
      </td>
      <td className={`${table.end} ${table.button}`}>
        <Button busy={fetching.isPending} onClick={() => fetching.mutate()}>
          {say('download')}
        </Button>{' '}
        {!message.sentAt && (
          <Button busy={handing.isPending} onClick={() => handing.mutate()}>
            {say('handOver')}
          </Button>
        )}
        {fetching.error && <StaffProblem error={fetching.error} />}
      </td>
    </tr>
  )
}

/** What leaves for the correspondent bank, as messages. */
export const MessagesPart = () => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const { data, error } = useQuery(messagesQuery)
  const making = useMutation({
    mutationFn: () => call(makeAbroadMessages, {}),
    onSettled: () => client.invalidateQueries(),
  })
  return (
    <Part title={say('messages')}>
      {(error ?? making.error) && <StaffProblem error={error ?? making.error} />}
      {data?.items.length === 0 && <Empty>{say('noMessages')}</Empty>}
      {data && data.items.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('message')}</th>
              <th className={table.end}>{say('lines')}</th>
              <th className={table.end}>{say('total')}</th>
              <th>{say('state')}</th>
              <th>
                <span className="vh">{say('download')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((message) => (
              <Row key={message.id} message={message} />
            ))}
          </tbody>
        </table>
      )}
      {data && (
        <div className={styles.acts}>
          <p>{say('ready', { count: data.ready })}</p>
          {data.ready > 0 && (
            <Button look="go" busy={making.isPending} onClick={() => making.mutate()}>
              {say('make')}
            </Button>
          )}
        </div>
      )}
    </Part>
  )
}
