import type { Approval } from '#wire/identity'
import { isNamedLine } from './line-names.ts'
import { useLineWords } from './line-words.ts'
import { FactRow } from './page.tsx'
import { usePermissionName } from './permission-words.ts'
import { useStaffWords } from './staff-words.ts'

const kindWords = { 'third-party': 'kind-third-party', app: 'kind-app', program: 'kind-program' } as const
const ofRoles = new Set(['role', 'add-role', 'remove-role'])

/** What is to be signed, line by line, in words. */
export const ApprovalLines = ({ lines }: { lines: Approval['lines'] }) => {
  const say = useLineWords()
  const sayRole = useStaffWords()
  const nameOf = usePermissionName()
  const wordOf = (what: string, value: string): string => {
    if (ofRoles.has(what)) return sayRole(value as 'teller')
    if (what === 'opens') return say('birth-date-address')
    if (what === 'key-days') return value === 'never' ? say('never') : say('days', { count: Number(value) })
    if (what === 'overlap-hours') return say('hours', { count: Number(value) })
    if (what === 'client-kind' && value in kindWords) return say(kindWords[value as keyof typeof kindWords])
    return what.endsWith('-permission') ? nameOf(value) : value
  }
  const words = [...new Set(lines.map(({ what }) => what))]
  return (
    <FactRow
      facts={words.map((what) => [
        isNamedLine(what) ? say(what) : what,
        lines
          .filter((line) => line.what === what)
          .map(({ value }) => wordOf(what, value))
          .join(', '),
      ])}
    />
  )
}
