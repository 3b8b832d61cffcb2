import { TextField } from '../../../kit/field.tsx'
import type { SettingsProps } from './channels.tsx'
import styles from './inbox.module.css'
import { useInboxWords } from './inbox-words.ts'

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** When messages wait; what is typed is taken as soon as it is a time, and two different ones. */
export const QuietHours = ({ settings, onChange }: SettingsProps) => {
  const say = useInboxWords()
  const { quiet } = settings
  const usual = { from: '22:00', to: '07:00', zone: zoneHere() }
  const set = (change: { from?: string; to?: string }) => {
    const next = { ...(quiet ?? usual), ...change }
    if (/^\d\d:\d\d$/.test(next.from) && /^\d\d:\d\d$/.test(next.to) && next.from !== next.to)
      onChange({ ...settings, quiet: next })
  }
  return (
    <div className={styles.form}>
      <p className="small soft">{say('quietMore')}</p>
      <label className={styles.switch}>
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={() => onChange({ ...settings, quiet: quiet ? null : usual })}
        />
        <span>{say('quietOn')}</span>
      </label>
      {quiet && (
        <>
          <div className={styles.pair}>
            <TextField type="time" label={say('from')} value={quiet.from} onChange={(from) => set({ from })} />
            <TextField type="time" label={say('to')} value={quiet.to} onChange={(to) => set({ to })} />
          </div>
          <p className="small soft">{say('zone', { zone: quiet.zone })}</p>
        </>
      )}
    </div>
  )
}
