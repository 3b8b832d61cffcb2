import { useState } from 'react'
import type { CorridorChangeView, CorridorView } from '#wire/payments'
import { StaffPage } from '../../page.tsx'
import { usePermissions } from '../../person.tsx'
import { useAbroadWords } from './abroad-words.ts'
import { CorridorPanel } from './corridor-panel.tsx'
import { CorridorsPart } from './corridors-part.tsx'
import { DecidePanel } from './decide-panel.tsx'
import { HolidaysPart } from './holidays-part.tsx'
import { MessagesPart } from './messages-part.tsx'
import { RatesPart } from './rates-part.tsx'
import { ReceivedPart } from './received-part.tsx'

type Open = { readonly corridor: CorridorView | null } | { readonly change: CorridorChangeView } | null

/** Corridors, rates, the messages between the banks, and the days on which they are closed. */
export const AbroadPage = () => {
  const say = useAbroadWords()
  const [open, setOpen] = useState<Open>(null)
  const mayWork = usePermissions().has('abroad:work')
  const close = () => setOpen(null)
  const panel = !open ? null : 'change' in open ? (
    <DecidePanel key={open.change.id} change={open.change} onClose={close} />
  ) : (
    <CorridorPanel key={open.corridor?.id ?? 'new'} corridor={open.corridor} onClose={close} />
  )
  return (
    <StaffPage title={say('title')} lead={say('lead')} panel={panel}>
      <CorridorsPart onChange={(corridor) => setOpen({ corridor })} onDecide={(change) => setOpen({ change })} />
      <RatesPart />
      {mayWork && <MessagesPart />}
      {mayWork && <ReceivedPart />}
      <HolidaysPart />
    </StaffPage>
  )
}
