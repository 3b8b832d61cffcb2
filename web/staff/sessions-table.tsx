import type { Session } from '#wire/identity'
import { browserName } from '../shared/passkeys/browser-name.ts'
import { Moment } from './moment.tsx'
import { useSessionWords } from './session-words.ts'
import table from './table.module.css'

type Shown = Pick<Session, 'startedAt' | 'seenAt' | 'enteredWith' | 'userAgent'> & {
  readonly key: string
  readonly person?: { readonly name: string }
}

/** Where somebody is signed in, or everybody. */
export const SessionsTable = ({ caption, sessions }: { caption: string; sessions: readonly Shown[] }) => {
  const say = useSessionWords()
  if (sessions.length === 0) return <p className={table.note}>{say('openNone')}</p>
  return (
    <table className={table.table}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('browser')}</th>
          <th scope="col">{say('how')}</th>
          <th scope="col" className={table.end}>
            {say('since')}
          </th>
          <th scope="col" className={table.end}>
            {say('used')}
          </th>
        </tr>
      </thead>
      <tbody>
        {sessions.map(({ key, person, userAgent, enteredWith, startedAt, seenAt }) => (
          <tr key={key}>
            <th scope="row" className={table.lead}>
              {person && <span className="strong">{person.name}</span>}
              <span className={person ? table.sub : undefined}>{browserName(userAgent) || say('someBrowser')}</span>
            </th>
            <td>{enteredWith && say(`${enteredWith}_`)}</td>
            <td className={table.end}>
              <span className={table.word}>{say('since')} </span>
              <Moment at={startedAt} />
            </td>
            <td className={table.end}>
              <span className={table.word}>{say('used')} </span>
              <Moment at={seenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
