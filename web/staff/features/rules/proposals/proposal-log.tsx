import type { ProposalView } from '#wire/fraud'
import { dayAndTime } from '../../../../kit/dates.ts'
import { useLanguage } from '../../../../kit/words.ts'
import { Moment } from '../../../moment.tsx'
import { Part } from '../../../page.tsx'
import table from '../../../table.module.css'
import styles from '../rules.module.css'
import { useProposalWords } from './proposal-words.ts'

const Line = ({ it, nameOf }: { it: ProposalView; nameOf: (version: string) => string }) => {
  const say = useProposalWords()
  const language = useLanguage()
  const names = { name: it.askedBy.name, other: it.endedBy?.name ?? '' }
  return (
    <li>
      <b>
        {nameOf(it.version)}: {say(`did_${it.outcome}`, names)}
      </b>
      <span>{it.reason}</span>
      {it.note !== '' && <span>{it.note}</span>}
      <p>
        <Moment at={it.endedAt ?? it.askedAt} width="long" />
        {it.until &&
          `, ${say('until', { at: dayAndTime(new Date(it.until), language), name: it.untilBy?.name ?? '' })}`}
        {it.untilNote !== '' && ` (${it.untilNote})`}
      </p>
    </li>
  )
}

type LogProps = { readonly proposals: readonly ProposalView[]; readonly nameOf: (version: string) => string }

/** Who proposed and granted what, newest first. */
export const ProposalLog = ({ proposals, nameOf }: LogProps) => {
  const say = useProposalWords()
  return (
    <Part title={say('log')}>
      {proposals.length === 0 ? (
        <p className={table.note}>{say('logNone')}</p>
      ) : (
        <ol className={styles.versions}>
          {proposals.map((it) => (
            <Line key={it.id} it={it} nameOf={nameOf} />
          ))}
        </ol>
      )}
    </Part>
  )
}
