import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { PaymentFile } from '#wire/payments'
import { askForFile, fileReport, proveFile } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { download, keep } from '../../../api/download.ts'
import { paymentFileQuery } from '../../../api/payment-file-queries.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { Told } from '../../../kit/told.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ProofFields } from '../../../prove/proof-fields.tsx'
import { isOfProof, useProving } from '../../../prove/use-proving.ts'
import { useFileWords } from './file-words.ts'
import styles from './files.module.css'
import { Lines } from './lines.tsx'
import { stateOf } from './state-of.ts'

const FORM = 'payment-file'

const useTotal = ({ currency, total }: PaymentFile): string => {
  const language = useLanguage()
  return currency ? formatMoney(moneyOf(currency, total), language) : ''
}

const Progress = ({ file: { good, left } }: { file: PaymentFile }) => {
  const say = useFileWords()
  const done = good - left
  const words = say('progress', { done, good })
  return (
    <p className={styles.progress}>
      <progress max={good} value={done} aria-label={words} />
      <span className="small">{words}</span>
    </p>
  )
}

const About = ({ file }: { file: PaymentFile }) => {
  const say = useFileWords()
  const language = useLanguage()
  const { currency, total, lines, good, at, provedAt, doneAt, hash } = file
  const moment = (text: string): string => dayAndTime(new Date(text), language)
  return (
    <>
      {currency && (
        <p className={styles.figure}>
          <span className="small soft">{say('total')}</span>
          <Figure amount={moneyOf(currency, total)} size="asked" />
        </p>
      )}
      <Facts
        facts={[
          [say('good'), say('lines', { count: good })],
          ...(lines > good ? [[say('wrong'), say('lines', { count: lines - good })] as const] : []),
          [say('from'), moment(at)],
          ...(provedAt ? [[say('proved'), moment(provedAt)] as const] : []),
          ...(doneAt ? [[say('done'), moment(doneAt)] as const] : []),
          [
            say('hash'),
            <span key="hash" className={styles.hash}>
              {hash}
            </span>,
          ],
        ]}
      />
    </>
  )
}

const Report = ({ id }: { id: string }) => {
  const say = useFileWords()
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => keep(await download(fileReport, { params: { id }, onProgress: () => {} })),
  })
  return (
    <div className={styles.form}>
      <p>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('report')}
        </Button>
      </p>
      {error && <ProblemNote error={error} />}
      <p className="small soft">{say('again')}</p>
    </div>
  )
}

/** A file that waits: what is paid by one proof, and what stays out. */
const Waiting = ({ file }: { file: PaymentFile }) => {
  const say = useFileWords()
  const total = useTotal(file)
  const refresh = useRefreshMoney()
  const proving = useProving()
  const [isSent, setSent] = useState(false)
  const { id, message, good } = file
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const proof = await proving.give(() => call(askForFile, { params: { id } }))
      return call(proveFile, { params: { id }, body: { proof } })
    },
    onSuccess: async () => {
      proving.forget()
      await refresh()
    },
    onError: proving.unsign,
  })
  return (
    <Page
      title={message}
      back="/payment-files"
      width="wide"
      acts={
        <div className={styles.measure}>
          {error && !isOfProof(error) && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {say('pay', { total })}
          </Button>
        </div>
      }
    >
      <div className={styles.measure}>
        <About file={file} />
        <form
          id={FORM}
          noValidate
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            setSent(true)
            if (proving.isReady) mutate()
            focusFirstError(event.currentTarget)
          }}
        >
          <Note tone="wait" lead={say('waitsLead')}>
            {say('waitsMore', { count: good, total })}
          </Note>
          <ProofFields
            proving={proving}
            isSent={isSent}
            error={error}
            what={proving.signs ? say('signs', { count: good, total }) : undefined}
          />
        </form>
      </div>
      <Lines file={file} />
    </Page>
  )
}

/** A file that was carried out, is being, or cannot be. */
const Result = ({ file }: { file: PaymentFile }) => {
  const say = useFileWords()
  return (
    <Page title={file.message} back="/payment-files" width="wide">
      <div className={styles.measure}>
        <About file={file} />
        {file.state === 'proved' && <Progress file={file} />}
        {stateOf(file) === 'nothing' && (
          <div className={styles.form}>
            <Note tone="stop" lead={say('nothingLead')}>
              {say('nothingMore')}
            </Note>
          </div>
        )}
      </div>
      <Lines file={file} />
      <Report id={file.id} />
    </Page>
  )
}

const earcons = { read: 'amount', proved: 'step', done: 'sent', nothing: 'refused' } as const

/** One file of payments, from its reading to the result of each line. */
export const PaymentFilePage = () => {
  const say = useFileWords()
  const { id } = useParams({ strict: false })
  const { data: file, error, refetch } = useQuery(paymentFileQuery(id ?? ''))
  if (!file)
    return (
      <Page title={say('title')} back="/payment-files">
        {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
      </Page>
    )
  const state = stateOf(file)
  const text = say(`told_${state}`, { good: file.good, lines: file.lines })
  return (
    <>
      {state === 'read' ? <Waiting file={file} /> : <Result file={file} />}
      <Told step={{ text, earcon: earcons[state] }} />
    </>
  )
}
