import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Alarm } from '#wire/identity'
import { useAlarms } from '../api/alarms.ts'
import { AlertLine } from '../kit/alert-line.tsx'
import styles from './frame.module.css'
import { usePermissionName } from './permission-words.ts'
import { usePermissions } from './person.tsx'
import { useStaffWords } from './staff-words.ts'

/** Tells whoever reviews it at once that somebody has taken a right alone, or altered a sealed row. */
export const Alarms = () => {
  const say = useStaffWords()
  const nameOf = usePermissionName()
  const client = useQueryClient()
  const [last, setLast] = useState<Alarm>()
  useAlarms((alarm) => {
    setLast(alarm)
    void client.invalidateQueries({ queryKey: [alarm.kind === 'altered' ? 'readings' : 'taken-rights'] })
  }, usePermissions().has('glass:review'))
  const textOf = (alarm: Alarm) =>
    alarm.kind === 'altered'
      ? say('altered', { field: alarm.field, row: alarm.row })
      : say('alarm', { name: alarm.person.name, right: nameOf(alarm.permission), reason: alarm.reason })
  return (
    <div className={styles.alert}>
      <AlertLine
        text={last && textOf(last)}
        link={{ to: last?.kind === 'altered' ? '/readings' : '/break-glass', label: say('alertLook') }}
        onClose={() => setLast(undefined)}
      />
    </div>
  )
}
