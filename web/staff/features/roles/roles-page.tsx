import { IconCheck, IconMinus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RoleMatrix, StaffRole } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { groupPermissions, usePermissionName, usePermissionWords } from '../../permission-words.ts'
import { usePermissions } from '../../person.tsx'
import { ProposalLog } from '../../proposal-log.tsx'
import { roleProposalsQuery, rolesQuery } from '../../role-queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { ChangePanel } from './change-panel.tsx'
import { useRoleWords } from './role-words.ts'
import styles from './roles.module.css'

type Role = RoleMatrix['items'][number]

const Cell = ({ may }: { may: boolean }) => {
  const say = useRoleWords()
  return (
    <td className={may ? styles.may : styles.not}>
      <Icon of={may ? IconCheck : IconMinus} size={18} />
      <span className="vh">{say(may ? 'may' : 'mayNot')}</span>
    </td>
  )
}

type MatrixProps = {
  readonly permissions: readonly string[]
  readonly roles: readonly Role[]
  readonly onChange: ((role: StaffRole) => void) | undefined
}

const Matrix = ({ permissions, roles, onChange }: MatrixProps) => {
  const say = useRoleWords()
  const sayRole = useStaffWords()
  const sayGroup = usePermissionWords()
  const nameOf = usePermissionName()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={say('matrix')}>
      <table className={styles.matrix}>
        <caption className="vh">{say('matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('permission')}</th>
            {roles.map(({ role }) => (
              <th key={role} scope="col">
                {sayRole(role)}
              </th>
            ))}
          </tr>
        </thead>
        {groupPermissions(permissions).map(([group, own]) => (
          <tbody key={group}>
            <tr className={styles.group}>
              <th scope="rowgroup" colSpan={roles.length + 1}>
                {sayGroup(group)}
              </th>
            </tr>
            {own.map((permission) => (
              <tr key={permission}>
                <th scope="row">{nameOf(permission)}</th>
                {roles.map(({ role, permissions: may }) => (
                  <Cell key={role} may={may.includes(permission)} />
                ))}
              </tr>
            ))}
          </tbody>
        ))}
        {onChange && (
          <tfoot>
            <tr>
              <td />
              {roles.map(({ role }) => (
                <td key={role}>
                  <Button onClick={() => onChange(role as StaffRole)}>
                    <span className="vh">{say('change', { role: sayRole(role) })}</span>
                    <span aria-hidden="true">{say('changeShort')}</span>
                  </Button>
                </td>
              ))}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  )
}

const Holders = ({ roles }: { roles: readonly Role[] }) => {
  const say = useRoleWords()
  const sayRole = useStaffWords()
  return (
    <table className={table.table}>
      <caption className="vh">{say('holders')}</caption>
      <tbody>
        {roles.map(({ role, holders }) => (
          <tr key={role}>
            <th scope="row" className={table.lead}>
              {sayRole(role)}
            </th>
            <td>
              {holders.map(({ name, isLocked }) => (isLocked ? `${name} (${say('locked')})` : name)).join(', ') ||
                say('nobody')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Roles and permissions, who has which, and where a change is asked for. */
export const RolesPage = () => {
  const say = useRoleWords()
  const { data, error, refetch } = useQuery(rolesQuery)
  const mayChange = usePermissions().has('roles:change')
  const [open, setOpen] = useState<StaffRole>()
  const roles = data?.items.filter(({ isFixed }) => !isFixed) ?? []
  const chosen = roles.find(({ role }) => role === open)
  const panel = chosen && data && (
    <ChangePanel
      key={open}
      role={chosen.role as StaffRole}
      has={chosen.permissions}
      permissions={data.permissions}
      onClose={() => setOpen(undefined)}
    />
  )
  return (
    <StaffPage title={say('title')} lead={say('lead')} panel={panel}>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={6} />)}
      {data && (
        <>
          <Matrix permissions={data.permissions} roles={roles} onChange={mayChange ? setOpen : undefined} />
          <Part title={say('holders')}>
            <Holders roles={roles} />
          </Part>
        </>
      )}
      <ProposalLog query={roleProposalsQuery} />
    </StaffPage>
  )
}
