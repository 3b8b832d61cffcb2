import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { CashForm } from './cash-form.tsx'
import { useSendWords } from './send-words.ts'

/** Asks for cash, which is checked like any payment and then set aside for the counter. */
export const WithdrawPage = () => {
  const say = useSendWords()
  const language = useLanguage()
  return (
    <CashForm
      title={say('withdraw')}
      lede={say('withdrawLede')}
      which={say('withdrawFrom')}
      isOut
      act={(currency, minor) =>
        minor === null
          ? say('withdrawPlain')
          : say('withdrawAct', { amount: formatMoney({ currency, minor }, language) })
      }
      remark={({ currency, available }) =>
        say('canSpend', { available: formatMoney({ currency, minor: BigInt(available) }, language) })
      }
    />
  )
}
