import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PaymentView } from '#wire/payments'
import { paymentQuery } from '../../../api/queries.ts'
import { amountInWords } from '../../../kit/amount-words.ts'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Figure } from '../../../kit/money.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { QrCode } from '../../../kit/qr-code.tsx'
import { Facts } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { CheckedLine } from './checked-line.tsx'
import styles from './receipt.module.css'
import { useReceiptWords } from './receipt-words.ts'
import { Seal } from './seal.tsx'
import { type ReceiptOfPayment, useReceipt } from './use-receipt.ts'

const save = (id: string, text: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  link.download = `receipt-${id}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}

const hexOf = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

const useFacts = () => {
  const say = useReceiptWords()
  const language = useLanguage()
  const nameOf = (party: PaymentView['from']) =>
    party ? say('ends', { name: party.name, ends: party.ends }) : say('cash')
  return ({ from, to, note, settledAt, id }: PaymentView): [string, string][] => [
    [say('from'), nameOf(from)],
    [say('to'), nameOf(to)],
    ...(settledAt ? [[say('when'), dayAndTime(new Date(settledAt), language)] as [string, string]] : []),
    ...(note ? [[say('note'), note] as [string, string]] : []),
    [say('number'), id],
  ]
}

const HowProved = ({ receipt, seen }: ReceiptOfPayment) => {
  const say = useReceiptWords()
  const language = useLanguage()
  const count = (value: number) => value.toLocaleString(language === 'hi' ? 'hi-IN' : 'en-IN')
  const place = { index: count(receipt.index + 1), size: count(seen.size ?? 0) }
  return (
    <details className={styles.fold}>
      <summary>{say('how')}</summary>
      <p className="small mut">{say('sum')}</p>
      <Facts
        facts={[
          [
            say('hash'),
            <span key="hash" className={styles.hash}>
              {hexOf(seen.hash)}
            </span>,
          ],
          [say('place'), say('placeOf', place)],
          [say('steps'), say('stepsAgree', { steps: count(receipt.proof.length) })],
          [say('signed'), say('both')],
          [say('took'), `${seen.tookMs.toFixed(0)} ms`],
        ]}
      />
    </details>
  )
}

const Code = ({ code }: Pick<ReceiptOfPayment, 'code'>) => {
  const say = useReceiptWords()
  return (
    <figure className={styles.code}>
      <QrCode text={code.text} label={say('code')} ecc="low" />
      <figcaption className="small mut">{say(code.isWhole ? 'codeWhole' : 'codeLink')}</figcaption>
    </figure>
  )
}

const Slip = ({
  payment,
  proved,
}: {
  readonly payment: PaymentView
  readonly proved: ReceiptOfPayment | undefined
}) => {
  const say = useReceiptWords()
  const language = useLanguage()
  const factsOf = useFacts()
  const amount = moneyOf(payment.amount.currency, payment.amount.minor)
  const state = say(proved ? 'proved' : 'checking')
  return (
    <article className={styles.slip}>
      <Seal hash={proved?.seen.hash ?? null} label={state} />
      <p role="status" className={`${styles.state} ${proved ? '' : styles.isWaiting}`}>
        {state}
      </p>
      <span className={`${styles.amount} ${proved ? '' : styles.isAsked}`}>
        <Figure amount={amount} size="asked" />
      </span>
      <p className="small mut">{amountInWords(amount, language)}</p>
      <div className={styles.facts}>
        <Facts facts={factsOf(payment)} />
        {proved && <Code code={proved.code} />}
        {proved && <HowProved {...proved} />}
      </div>
    </article>
  )
}

/** The receipt of a settled payment. Its seal appears once this device has proved it, and never otherwise. */
export const ReceiptPage = () => {
  const say = useReceiptWords()
  const { id } = useParams({ strict: false })
  const { data: payment, error } = useQuery(paymentQuery(id ?? ''))
  const { data: receipt, error: receiptError, refetch } = useReceipt(payment)
  const isWrong = receipt !== undefined && (receipt.seen.fault !== null || !receipt.fits)
  const problem = error ?? receiptError
  return (
    <Page
      title={say('title')}
      back={`/payments/${id}`}
      acts={
        receipt && (
          <Button look="go" big wide onClick={() => save(id ?? '', receipt.text)}>
            {say('save')}
          </Button>
        )
      }
    >
      {problem && <ProblemNote error={problem} onRetry={() => refetch()} />}
      {!payment && !error && <Loading rows={4} />}
      {isWrong && (
        <Note tone="stop" lead={say('wrong')}>
          {say('wrongMore')}
        </Note>
      )}
      {payment && !isWrong && !receiptError && <Slip payment={payment} proved={receipt} />}
      {payment?.state === 'settled' && !isWrong && <CheckedLine payment={payment} isProved={receipt !== undefined} />}
      <p className={styles.elsewhere}>
        <a href="/verify">{say('elsewhere')}</a>
      </p>
    </Page>
  )
}
