import { CashForm } from './cash-form.tsx'
import { useSendWords } from './send-words.ts'

/** Announces cash that the customer brings to the counter. */
export const DepositPage = () => {
  const say = useSendWords()
  return (
    <CashForm
      title={say('deposit')}
      lede={say('depositLede')}
      which={say('depositTo')}
      isOut={false}
      act={() => say('depositAct')}
    />
  )
}
