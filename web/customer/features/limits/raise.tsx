import { useMutation } from '@tanstack/react-query'
import type { PaymentLimit } from '#wire/products'
import { cancelRaise } from '#wire/products'
import { call } from '../../../api/call.ts'
import { useRefreshMoney } from '../../../api/queries.ts'
import { Button } from '../../../kit/button.tsx'
import { dayAndTime } from '../../../kit/dates.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { partsOf } from './limit-draft.ts'
import { useLimitWords } from './limit-words.ts'
import styles from './limits-page.module.css'

type RaiseProps = { readonly limit: PaymentLimit; readonly raise: NonNullable<PaymentLimit['raise']> }

/** A raise that waits, with the way to take it back. */
export const Raise = ({ limit: { kind, currency }, raise }: RaiseProps) => {
  const say = useLimitWords()
  const language = useLanguage()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call(cancelRaise, { params: { kind, currency } }),
    onSuccess: useRefreshMoney(),
  })
  const amount = (minor: string | null) =>
    minor === null ? say('none') : formatMoney({ currency, minor: BigInt(minor) }, language)
  return (
    <div className={styles.raise}>
      <Note tone="wait" lead={say('waits', { time: dayAndTime(new Date(raise.holdsFrom), language) })}>
        {partsOf(kind).map((part) => `${say(part)}: ${amount(raise[part])}. `)}
        {say('waitsMore')}
      </Note>
      {error && <ProblemNote error={error} />}
      <div>
        <Button busy={isPending} onClick={() => mutate()}>
          {say('takeBack')}
        </Button>
      </div>
    </div>
  )
}
