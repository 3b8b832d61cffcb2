import type { NotificationChannel, NotificationSettings, Topic } from '#wire/notifications'
import { channel, topic } from '#wire/notifications'
import styles from './inbox.module.css'
import { useInboxWords } from './inbox-words.ts'

export type SettingsProps = {
  readonly settings: NotificationSettings
  readonly onChange: (settings: NotificationSettings) => void
}

const isFixed = (about: Topic, by: NotificationChannel): boolean => about === 'security' && by !== 'push'

/** A box for each topic and channel. */
export const Channels = ({ settings, onChange }: SettingsProps) => {
  const say = useInboxWords()
  const nameOf = (by: NotificationChannel) => say(by === 'sms' ? 'smsWhole' : by)
  const toggle = (about: Topic, by: NotificationChannel) =>
    onChange({ ...settings, [about]: { ...settings[about], [by]: !settings[about][by] } })
  return (
    <table className={styles.topics}>
      <thead>
        <tr>
          <th scope="col">{say('topic')}</th>
          {channel.options.map((by) => (
            <th key={by} scope="col">
              {say(by)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {topic.options.map((about) => (
          <tr key={about}>
            <th scope="row">
              {say(about)}
              <small>{say(`${about}More`)}</small>
            </th>
            {channel.options.map((by) => (
              <td key={by}>
                <label>
                  <span className="vh">{say('switch', { topic: say(about), channel: nameOf(by) })}</span>
                  <input
                    type="checkbox"
                    checked={settings[about][by]}
                    disabled={isFixed(about, by)}
                    onChange={() => toggle(about, by)}
                  />
                </label>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
