import { useState } from 'react'
import type { BreakView } from '#wire/payments'
import { StaffPage } from '../../page.tsx'
import { BreaksPart } from './breaks-part.tsx'
import { BringPart } from './bring-part.tsx'
import { ExplainPanel } from './explain-panel.tsx'
import { useReconciliationWords } from './reconciliation-words.ts'
import { StatementsPart } from './statements-part.tsx'

/** Statements of the correspondent bank, and what stands on one side alone. */
export const ReconciliationPage = () => {
  const say = useReconciliationWords()
  const [open, setOpen] = useState<BreakView>()
  const panel = open && <ExplainPanel key={open.id} item={open} onClose={() => setOpen(undefined)} />
  return (
    <StaffPage title={say('title')} lead={say('lead')} panel={panel}>
      <BreaksPart state="open" onExplain={setOpen} />
      <BringPart />
      <StatementsPart />
      <BreaksPart state="ended" />
    </StaffPage>
  )
}
