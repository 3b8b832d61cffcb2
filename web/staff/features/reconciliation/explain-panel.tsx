import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { BreakView } from '#wire/payments'
import { explainBreak } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useReconciliationWords } from './reconciliation-words.ts'

/** Where somebody says why a break is there, and ends it. */
export const ExplainPanel = ({ item, onClose }: { item: BreakView; onClose: () => void }) => {
  const say = useReconciliationWords()
  const language = useLanguage()
  const tell = useSaying()
  const client = useQueryClient()
  const ending = useMutation({
    mutationFn: (note: string) => call(explainBreak, { params: { id: item.id }, body: { note } }),
    onSuccess: () => {
      tell(say('explained'), '/reconciliation')
      onClose()
    },
    onSettled: () => client.invalidateQueries(),
  })
  const amount = formatMoney(moneyOf(item.currency, item.minor), language)
  return (
    <ReasonedPanel
      title={say('explainTitle')}
      intro={<p className="small soft">{say('explainMore', { amount, day: item.day })}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('whyMissing')}
      act={say('explainAct')}
      sending={ending}
      onSend={ending.mutate}
      onClose={onClose}
    />
  )
}
