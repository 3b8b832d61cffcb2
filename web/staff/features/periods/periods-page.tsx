import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { AskPanel } from './ask-panel.tsx'
import { ClosePanel } from './close-panel.tsx'
import { ClosedThrough } from './closed-through.tsx'
import { DecidePanel } from './decide-panel.tsx'
import { PeriodLog } from './period-log.tsx'
import { periodsQuery } from './periods-queries.ts'
import { PeriodsTable } from './periods-table.tsx'
import { usePeriodsWords } from './periods-words.ts'
import { WaitingRequest } from './waiting-request.tsx'

type Open = 'nothing' | 'close' | 'decide' | { readonly ask: string }
type Shown = NonNullable<ReturnType<typeof usePeriods>['data']>

const usePeriods = () => useQuery(periodsQuery)

const panelOf = (open: Open, shown: Shown | undefined, close: () => void) => {
  if (open === 'nothing' || !shown) return null
  if (open === 'close')
    return <ClosePanel lastDayOver={shown.lastDayOver} closedThrough={shown.closedThrough} onClose={close} />
  // A request that has ended meanwhile takes its panel along.
  if (open === 'decide') return shown.waiting && <DecidePanel request={shown.waiting} onClose={close} />
  return <AskPanel key={open.ask} through={open.ask} onClose={close} />
}

const Closing = ({ shown, onClose }: { shown: Shown; onClose: () => void }) => {
  const say = usePeriodsWords()
  if (shown.closedThrough !== null && shown.closedThrough >= shown.lastDayOver)
    return <p className={table.note}>{say('allClosed')}</p>
  return (
    <p className={table.act}>
      <Button look="go" onClick={onClose}>
        {say('close')}
      </Button>
    </p>
  )
}

type InsideProps = { readonly shown: Shown; readonly mayClose: boolean; readonly setOpen: (open: Open) => void }

const Periods = ({ shown, mayClose, setOpen }: InsideProps) => {
  const say = usePeriodsWords()
  const mayAsk = mayClose && shown.waiting === null
  return (
    <>
      <ClosedThrough day={shown.closedThrough} />
      {mayClose && <Closing shown={shown} onClose={() => setOpen('close')} />}
      {shown.waiting && <WaitingRequest request={shown.waiting} onDecide={() => setOpen('decide')} />}
      <Part title={say('closings')}>
        {shown.items.length === 0 ? (
          <Empty>{say('logEmpty')}</Empty>
        ) : (
          <PeriodsTable
            periods={shown.items}
            onAsk={mayAsk ? (through: string) => setOpen({ ask: through }) : undefined}
          />
        )}
      </Part>
      {shown.items.length > 0 && (
        <Part title={say('log')}>
          <PeriodLog />
        </Part>
      )}
    </>
  )
}

/** What is closed, by whom, and the way to close more or, as two people, to open it again. */
export const PeriodsPage = () => {
  const say = usePeriodsWords()
  const { data, error, refetch } = usePeriods()
  const [open, setOpen] = useState<Open>('nothing')
  const mayClose = usePermissions().has('books:close')
  return (
    <StaffPage title={say('periods')} lead={say('lead')} panel={panelOf(open, data, () => setOpen('nothing'))}>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {data && <Periods shown={data} mayClose={mayClose} setOpen={setOpen} />}
    </StaffPage>
  )
}
