import { useState } from 'react'
import type { StaffMember, StaffRole } from '#wire/identity'
import { Checks } from '../../../kit/checks.tsx'
import { differenceOf, useProposeRoles } from '../../propose-roles.ts'
import { ReasonedPanel } from '../../reasoned-panel.tsx'
import { useSaying } from '../../said.tsx'
import { useStaffWords } from '../../staff-words.ts'
import { useMemberWords } from './member-words.ts'

const roles: readonly StaffRole[] = ['teller', 'analyst', 'compliance', 'administrator']

/** Where somebody asks that one of the staff get or lose roles. */
export const RolesPanel = ({ member, onClose }: { member: StaffMember; onClose: () => void }) => {
  const say = useMemberWords()
  const sayRole = useStaffWords()
  const tell = useSaying()
  const { id, name } = member
  const has = roles.filter((role) => member.roles.includes(role))
  const [wants, setWants] = useState<readonly StaffRole[]>(has)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error, signing } = useProposeRoles(() => {
    tell(say('asked'), `/members/${id}`)
    onClose()
  })
  const { add, remove } = differenceOf(has, wants)
  const isSame = add.length + remove.length === 0
  const send = (reason: string): void => {
    setTried(true)
    if (!isSame) mutate({ change: { about: 'person', person: id, add, remove }, reason })
  }
  return (
    <ReasonedPanel
      title={say('changeTitle', { name })}
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
        legend={say('roles')}
        options={roles.map((value) => ({ value, title: sayRole(value) }))}
        values={wants}
        onChange={setWants}
        error={isTried && isSame ? say('nothing') : undefined}
      />
    </ReasonedPanel>
  )
}
