import type { StaffRole } from '#wire/identity'
import { groupPermissions, usePermissionName } from '../../permission-words.ts'
import { DifferencePanel } from '../../propose-panel.tsx'
import { useProposeWords } from '../../propose-words.ts'
import { useProposeRoles } from '../../proposing.ts'
import { useSaying } from '../../said.tsx'
import { useStaffWords } from '../../staff-words.ts'
import { useRoleWords } from './role-words.ts'

type ChangePanelProps = {
  readonly role: StaffRole
  readonly has: readonly string[]
  readonly permissions: readonly string[]
  readonly onClose: () => void
}

/** Where somebody asks that a role may do more or less. */
export const ChangePanel = ({ role, has, permissions, onClose }: ChangePanelProps) => {
  const say = useRoleWords()
  const sayAsked = useProposeWords()
  const sayRole = useStaffWords()
  const nameOf = usePermissionName()
  const tell = useSaying()
  const proposing = useProposeRoles(() => {
    tell(sayAsked('asked'), '/roles')
    onClose()
  })
  return (
    <DifferencePanel
      title={say('changeTitle', { role: sayRole(role) })}
      legend={say('permissions')}
      options={groupPermissions(permissions).flatMap(([, own]) =>
        own.map((value) => ({ value, title: nameOf(value) })),
      )}
      has={has}
      changeOf={(difference) => ({ about: 'permissions' as const, role, ...difference })}
      proposing={proposing}
      onClose={onClose}
    />
  )
}
