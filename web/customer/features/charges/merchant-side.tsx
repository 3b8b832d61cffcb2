import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { Charge } from '#wire/payments'
import { captureCharge, endCharge, refundCharge } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Button } from '../../../kit/button.tsx'
import { exponentOf, moneyOf } from '../../../kit/currency.ts'
import { momentInWords } from '../../../kit/dates.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { QrCode } from '../../../kit/qr-code.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { About, Moves } from './about.tsx'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

type Props = { readonly charge: Charge }

const useEnd = (id: string) => {
  const refresh = useRefreshMoney()
  return useMutation({ mutationFn: () => call(endCharge, { params: { id } }), onSettled: refresh })
}

/** A part under an id that stays the same until the bank has answered, so that a lost answer moves nothing twice. */
const usePart = (id: string, kind: 'capture' | 'refund') => {
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (part: { minor: string; last?: boolean }) => {
      const params = { id, move: idOf({ kind, ...part }) }
      return kind === 'capture'
        ? call(captureCharge, { params, body: part })
        : call(refundCharge, { params, body: { minor: part.minor } })
    },
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: forget,
    onSettled: refresh,
  })
}

const Link = ({ charge: { link, who, acceptUntil } }: Props) => {
  const say = useChargeWords()
  const language = useLanguage()
  const [isCopied, setCopied] = useState(false)
  if (link === null) return null
  const time = momentInWords(new Date(acceptUntil), new Date(), language)
  if (who !== null) return <p className={styles.form}>{say('sentTo', { name: who, time })}</p>
  const address = `${window.location.origin}${link}`
  const copy = async () => {
    await navigator.clipboard.writeText(address)
    setCopied(true)
  }
  return (
    <Section title={say('showLink')} ruled>
      <div className={`${styles.form} ${styles.code}`}>
        <div className={styles.qr}>
          <QrCode text={address} label={say('scanLabel')} ecc="low" />
        </div>
        <p className="small soft">{say('linkMore', { time })}</p>
        <Button onClick={() => void copy()}>
          <span aria-live="polite">{say(isCopied ? 'copied' : 'copy')}</span>
        </Button>
      </div>
    </Section>
  )
}

type PartProps = Props & { readonly kind: 'capture' | 'refund'; readonly most: bigint }

/** Takes or gives back a part; the amount that is left stands in the field already. */
const PartForm = ({ charge: { id, amount }, kind, most }: PartProps) => {
  const say = useChargeWords()
  const language = useLanguage()
  const { currency } = amount
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const [last, setLast] = useState(false)
  const { mutate, isPending, error } = usePart(id, kind)
  const parsed = parseAmount(text, exponentOf(currency))
  const minor =
    text === '' ? most : parsed.kind === 'amount' && parsed.minor > 0n && parsed.minor <= most ? parsed.minor : null
  const shown = formatMoney({ currency, minor: minor ?? most }, language)
  return (
    <Section title={say(kind)} ruled>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          if (minor === null) return
          mutate(
            { minor: minor.toString(), ...(kind === 'capture' && { last: last || minor === most }) },
            { onSuccess: () => setText('') },
          )
        }}
      >
        <AmountField
          label={say('part')}
          currency={currency}
          text={text}
          onText={setText}
          error={isTried && minor === null ? say('amountWrong') : undefined}
        />
        {kind === 'capture' && minor !== null && minor < most && (
          <label className={styles.check}>
            <input type="checkbox" checked={last} onChange={(event) => setLast(event.currentTarget.checked)} />
            <span>{say('last')}</span>
          </label>
        )}
        {error && <ProblemNote error={error} />}
        <div>
          <Button type="submit" look={kind === 'capture' ? 'go' : 'quiet'} busy={isPending}>
            {kind === 'capture' && minor === most
              ? say('captureAll', { amount: shown })
              : say(kind === 'capture' ? 'captureSum' : 'refundSum', { amount: shown })}
          </Button>
        </div>
      </form>
    </Section>
  )
}

const leftOf = ({ captured, refunded, disputed }: Charge) => BigInt(captured) - BigInt(refunded) - BigInt(disputed)

/** What a merchant sees and does with a charge. */
export const MerchantSide = ({ charge }: Props) => {
  const say = useChargeWords()
  const { id, who, state } = charge
  const end = useEnd(id)
  const canEnd = state === 'open' || state === 'authorized'
  return (
    <Page
      title={who === null ? say('charge') : say('takesFrom', { name: who })}
      back="/charges"
      acts={
        canEnd ? (
          <>
            {end.error && <ProblemNote error={end.error} />}
            <Button look="plain" wide busy={end.isPending} onClick={() => end.mutate()}>
              {say(state === 'open' ? 'withdraw' : charge.captured === '0' ? 'voidAll' : 'void')}
            </Button>
          </>
        ) : undefined
      }
    >
      <About charge={charge} />
      {state === 'open' && <Link charge={charge} />}
      {charge.held !== '0' && (
        <PartForm charge={charge} kind="capture" most={moneyOf(charge.amount.currency, charge.held).minor} />
      )}
      <Moves charge={charge} />
      {leftOf(charge) > 0n && <PartForm charge={charge} kind="refund" most={leftOf(charge)} />}
    </Page>
  )
}
