import { useQuery } from '@tanstack/react-query'
import type { z } from 'zod'
import { standing } from '#wire/audit'
import { call } from '../../../api/call.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { FactRow, Part } from '../../page.tsx'
import table from '../../table.module.css'
import styles from './log.module.css'
import { useTreeWords } from './log-words.ts'

type Standing = z.output<typeof standing.answer>
type Last = Standing['witnesses'][number]['last']

const Held = ({ name, last, what }: { readonly name: string; readonly last: Last; readonly what: string }) => {
  const say = useTreeWords()
  const language = useLanguage()
  return (
    <tr>
      <td className={table.lead}>
        <span className={styles.line}>{name}</span>
        <span className={table.sub}>{what}</span>
      </td>
      <td className={table.end}>
        {last
          ? say('upTo', { size: last.size.toLocaleString(language === 'hi' ? 'hi-IN' : 'en-IN') })
          : say('nothingYet')}
        {last && (
          <span className={table.sub}>
            <Moment at={last.at} />
          </span>
        )}
      </td>
    </tr>
  )
}

const Holders = ({ witnesses, anchors }: Standing) => {
  const say = useTreeWords()
  if (witnesses.length + anchors.length === 0)
    return <p className={`small mut ${styles.nobody}`}>{say('nobodyElse')}</p>
  return (
    <table className={table.table}>
      <caption className="vh">{say('holders')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('holder')}</th>
          <th scope="col" className={table.end}>
            {say('holds')}
          </th>
        </tr>
      </thead>
      <tbody>
        {witnesses.map(({ name, last }) => (
          <Held key={name} name={name} last={last} what={say('witness')} />
        ))}
        {anchors.map(({ place, last }) => (
          <Held key={place} name={place} last={last} what={say('anchor')} />
        ))}
      </tbody>
    </table>
  )
}

/** Who else holds the log, so that it cannot be made anew unnoticed. */
export const StandingPart = () => {
  const say = useTreeWords()
  const language = useLanguage()
  const { data } = useQuery({ queryKey: ['log-standing'], queryFn: ({ signal }) => call(standing, { signal }) })
  if (!data) return null
  return (
    <Part title={say('holders')}>
      <FactRow
        facts={[
          [say('leaves'), data.size.toLocaleString(language === 'hi' ? 'hi-IN' : 'en-IN')],
          [say('signedAt'), <Moment key="at" at={data.at} />],
          [say('keysSince'), <Moment key="keys" at={data.keysSince} width="day" />],
          [say('archived'), data.archived ? <Moment key="archive" at={data.archived.at} /> : say('nothingYet')],
        ]}
      />
      <Holders {...data} />
    </Part>
  )
}
