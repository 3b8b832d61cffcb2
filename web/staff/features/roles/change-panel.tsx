import { useState } from 'react'
import type { StaffRole } from '#wire/identity'
import { Checks } from '../../../kit/checks.tsx'
import { groupPermissions, usePermissionName } from '../../permission-words.ts'
import { differenceOf, useProposeRoles } from '../../propose-roles.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
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
  const sayRole = useStaffWords()
  const nameOf = usePermissionName()
  const tell = useSaying()
  const [wants, setWants] = useState<readonly string[]>(has)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, signing } = useProposeRoles(() => {
    tell(say('asked'), '/roles')
    onClose()
  })
  const { add, remove } = differenceOf(has, wants)
  const isSame = add.length + remove.length === 0
  const send = (reason: string): void => {
    setTried(true)
    if (!isSame) mutate({ change: { about: 'permissions', role, add, remove }, reason })
  }
  return (
    <ReasonedPanel
      title={say('changeTitle', { role: sayRole(role) })}
      intro={<p className="small soft">{say('changeMore')}</p>}
      label={say('why')}
      hint={say('whyHint')}
      missing={say('missing')}
      act={say('propose')}
      sending={{ isPending, error }}
      signing={signing}
      onSend={send}
      onClose={onClose}
    >
      <Checks
        legend={say('permissions')}
        options={groupPermissions(permissions).flatMap(([, own]) =>
          own.map((value) => ({ value, title: nameOf(value) })),
        )}
        values={wants}
        onChange={setWants}
        error={isTried && isSame ? say('nothing') : undefined}
      />
    </ReasonedPanel>
  )
}
