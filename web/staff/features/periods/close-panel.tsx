import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { closePeriod } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { TextField } from '../../../kit/field.tsx'
import { Picks } from '../../../kit/picks.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Panel, PanelForm } from '../../panel.tsx'
import { useSaying } from '../../said.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { closable, readDay, readMonth } from './calendar-day.ts'
import { usePeriodsWords } from './periods-words.ts'

type ClosePanelProps = {
  readonly lastDayOver: string
  readonly closedThrough: string | null
  readonly onClose: () => void
}

type Choice = 'month' | 'day' | 'other'

const useClosing = (onClose: () => void) => {
  const say = usePeriodsWords()
  const language = useLanguage()
  const tell = useSaying()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (through: string) => call(closePeriod, { params: { through } }),
    onSuccess: async (period) => {
      await client.invalidateQueries()
      tell(say('closedNow', { day: readDay(period.through, language) }), '/periods')
      onClose()
    },
  })
}

const useChoices = ({ month, day }: { month?: string; day?: string }) => {
  const say = usePeriodsWords()
  const language = useLanguage()
  return [
    ...(month ? [{ value: 'month' as const, title: say('endOf', { month: readMonth(month, language) }) }] : []),
    ...(day ? [{ value: 'day' as const, title: readDay(day, language) }] : []),
    { value: 'other' as const, title: say('anotherDay'), detail: say('anotherDayMore') },
  ]
}

/** Where the books are closed: the last month, yesterday, or another day that is over. */
export const ClosePanel = ({ lastDayOver, closedThrough, onClose }: ClosePanelProps) => {
  const say = usePeriodsWords()
  const language = useLanguage()
  const { month, day } = closable(lastDayOver, closedThrough)
  const [choice, setChoice] = useState<Choice>(month ? 'month' : 'day')
  const [other, setOther] = useState('')
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useClosing(onClose)
  const options = useChoices({ month, day })
  const through = { month, day, other }[choice] ?? ''
  const isWrong = choice === 'other' && (other > lastDayOver || other <= (closedThrough ?? ''))
  const send = (): void => {
    setTried(true)
    if (!isWrong && through) mutate(through)
  }
  const reads = through.length === 7 ? readMonth(through, language) : through && readDay(through, language)
  const foot = (
    <>
      {error && <StaffProblem error={error} />}
      <Button type="submit" look="go" wide busy={isPending}>
        {reads ? say('closeAct', { day: reads }) : say('closeActPlain')}
      </Button>
    </>
  )
  return (
    <Panel title={say('closeTitle')} onClose={onClose} isCalled>
      <p className="small soft">{say('closeMore')}</p>
      <PanelForm onSubmit={send} foot={foot}>
        <Picks legend={say('until')} options={options} value={choice} onChange={setChoice} />
        {choice === 'other' && (
          <TextField
            type="date"
            label={say('day')}
            value={other}
            onChange={setOther}
            error={isTried && isWrong ? say('dayMissing', { day: readDay(lastDayOver, language) }) : undefined}
          />
        )}
      </PanelForm>
    </Panel>
  )
}
