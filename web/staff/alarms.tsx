import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Alarm } from '#wire/identity'
import { useAlarms } from '../api/alarms.ts'
import { AlertLine } from '../kit/alert-line.tsx'
import styles from './frame.module.css'
import { usePermissionName } from './permission-words.ts'
import { usePermissions } from './person.tsx'
import { useStaffWords } from './staff-words.ts'

/** Tells whoever reviews it at once that somebody has taken a right alone. */
export const Alarms = () => {
  const say = useStaffWords()
  const nameOf = usePermissionName()
  const client = useQueryClient()
  const [last, setLast] = useState<Alarm>()
  useAlarms((alarm) => {
    setLast(alarm)
    void client.invalidateQueries({ queryKey: ['taken-rights'] })
  }, usePermissions().has('glass:review'))
  const text = last && say('alarm', { name: last.person.name, right: nameOf(last.permission), reason: last.reason })
  return (
    <div className={styles.alert}>
      <AlertLine
        text={text}
        link={{ to: '/break-glass', label: say('alertLook') }}
        onClose={() => setLast(undefined)}
      />
    </div>
  )
}
