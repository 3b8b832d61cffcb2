import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReceivedMessageView } from '#wire/payments'
import { putAnswers, putOrders, receivedReport } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { download, keep } from '../../../api/download.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty } from '../../../kit/empty.tsx'
import { FilePick, typed } from '../../../kit/file-pick.tsx'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './abroad.module.css'
import { oneReceivedQuery, receivedQuery } from './abroad-queries.ts'
import { useAbroadWords } from './abroad-words.ts'

const Lines = ({ message }: { message: ReceivedMessageView }) => {
  const say = useAbroadWords()
  const reporting = useMutation({
    mutationFn: async () => keep(await download(receivedReport, { params: { id: message.id }, onProgress: () => {} })),
  })
  return (
    <Part title={say('result', { message: message.message })}>
      <table className={table.table}>
        <thead>
          <tr>
            <th className={table.end}>
              <span className="vh">{say('lines')}</span>#
            </th>
            <th>{say('reference')}</th>
            <th>{say('did')}</th>
          </tr>
        </thead>
        <tbody>
          {message.lines.map(({ number, reference, result, detail }) => (
            <tr key={number}>
              <td className={table.end}>{number}</td>
              <td className={table.lead}>{reference}</td>
              <td>
                {say(`result_${result}`)}
                {detail && <span className={table.sub}>{detail}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {message.kind === 'pacs.008' && (
        <p className={styles.acts}>
          <Button busy={reporting.isPending} onClick={() => reporting.mutate()}>
            {say('report')}
          </Button>
        </p>
      )}
    </Part>
  )
}

/** What came from other banks: files are brought, and each line says what it did. */
export const ReceivedPart = () => {
  const say = useAbroadWords()
  const client = useQueryClient()
  const { data: items, error } = useQuery(receivedQuery)
  const [open, setOpen] = useState<string>()
  const { data: shown } = useQuery({ ...oneReceivedQuery(open ?? ''), enabled: open !== undefined })
  const bringing = useMutation({
    mutationFn: ({ file, kind }: { file: File; kind: 'answers' | 'orders' }) =>
      call(kind === 'answers' ? putAnswers : putOrders, { file: typed(file) }),
    onSuccess: async ({ id }) => {
      setOpen(id)
      await client.invalidateQueries()
    },
  })
  return (
    <>
      <Part title={say('received')}>
        {(error ?? bringing.error) && <StaffProblem error={error ?? bringing.error} />}
        {items?.length === 0 && <Empty>{say('noReceived')}</Empty>}
        {items && items.length > 0 && (
          <table className={`${table.table} ${table.linked}`}>
            <thead>
              <tr>
                <th>{say('message')}</th>
                <th>{say('kind')}</th>
                <th>{say('from')}</th>
                <th className={table.end}>{say('lines')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ id, message, kind, sender, lines, at }) => (
                <tr key={id}>
                  <td className={table.lead}>
                    <Button look="plain" onClick={() => setOpen(id)}>
                      {message}
                    </Button>
                    <span className={table.sub}>
                      <Moment at={at} />
                    </span>
                  </td>
                  <td>{kind}</td>
                  <td>{sender}</td>
                  <td className={table.end}>{lines}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <div className={styles.acts}>
          <FilePick
            label={say('bringAnswers')}
            accept=".xml,application/xml"
            busy={bringing.isPending}
            onPick={(file) => bringing.mutate({ file, kind: 'answers' })}
          />
          <FilePick
            label={say('bringOrders')}
            accept=".xml,application/xml"
            busy={bringing.isPending}
            onPick={(file) => bringing.mutate({ file, kind: 'orders' })}
          />
        </div>
      </Part>
      {shown && <Lines message={shown} />}
    </>
  )
}
