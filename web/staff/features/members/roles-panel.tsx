import type { StaffMember, StaffRole } from '#wire/identity'
import { DifferencePanel } from '../../propose-panel.tsx'
import { useProposeWords } from '../../propose-words.ts'
import { useProposeRoles } from '../../proposing.ts'
import { useSaying } from '../../said.tsx'
import { useStaffWords } from '../../staff-words.ts'
import { useMemberWords } from './member-words.ts'

const roles: readonly StaffRole[] = ['teller', 'analyst', 'compliance', 'administrator']

/** Where somebody asks that one of the staff get or lose roles. */
export const RolesPanel = ({ member, onClose }: { member: StaffMember; onClose: () => void }) => {
  const say = useMemberWords()
  const sayAsked = useProposeWords()
  const sayRole = useStaffWords()
  const tell = useSaying()
  const { id, name } = member
  const proposing = useProposeRoles(() => {
    tell(sayAsked('asked'), `/members/${id}`)
    onClose()
  })
  return (
    <DifferencePanel
      title={say('changeTitle', { name })}
      legend={say('roles')}
      options={roles.map((value) => ({ value, title: sayRole(value) }))}
      has={roles.filter((role) => member.roles.includes(role))}
      changeOf={(difference) => ({ about: 'person' as const, person: id, ...difference })}
      proposing={proposing}
      onClose={onClose}
    />
  )
}
