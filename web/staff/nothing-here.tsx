import { ButtonLink } from '../kit/button.tsx'
import { StaffPage } from './page.tsx'
import { usePerson } from './person.tsx'
import { useStaffWords } from './staff-words.ts'
import table from './table.module.css'

/** An address that leads nowhere. */
export const NothingHere = () => {
  const say = useStaffWords()
  return (
    <StaffPage title={say('nothingHere')} lead={say('nothingHereMore')}>
      <p className={table.act}>
        <ButtonLink to="/">{say('toFirst')}</ButtonLink>
      </p>
    </StaffPage>
  )
}

/** A place that another role has. */
export const NotYours = () => {
  const say = useStaffWords()
  const roles = usePerson().roles.map((role) => say(role))
  return (
    <StaffPage title={say('notYours')} lead={say('notYoursMore', { roles: roles.join(', ') })}>
      <p className={table.act}>
        <ButtonLink to="/">{say('toFirst')}</ButtonLink>
      </p>
    </StaffPage>
  )
}
