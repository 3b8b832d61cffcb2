import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RuleView } from '#wire/fraud'
import { newId } from '../../../api/new-id.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './rules.module.css'
import { rulesQuery } from './rules-queries.ts'
import { useRulesWords } from './rules-words.ts'

type Item = { readonly rule: RuleView; readonly fired: number }

const State = ({ rule }: { rule: RuleView }) => {
  const say = useRulesWords()
  if (rule.waiting) return <VerdictChip verdict="held">{say('waits')}</VerdictChip>
  return (
    <VerdictChip verdict={rule.inForce ? 'passed' : 'asked'}>{say(rule.inForce ? 'inForce' : 'draft')}</VerdictChip>
  )
}

const Row = ({ item: { rule, fired } }: { item: Item }) => {
  const say = useRulesWords()
  const shown = rule.inForce ?? rule.latest
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={`/rules/${rule.id}`}>
          {shown.name}
        </Link>
        <span className={`${table.sub} ${styles.code}`}>{shown.condition}</span>
      </td>
      <td>{say(shown.effect)}</td>
      <td>
        <State rule={rule} />
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('fired')} </span>
        {fired}
      </td>
    </tr>
  )
}

const List = ({ items }: { items: readonly Item[] }) => {
  const say = useRulesWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('name')}</th>
          <th scope="col">{say('effect')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col" className={table.end} title={say('firedMore')}>
            {say('fired')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.rule.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

/** Every rule of staff, those in force first. */
export const RulesPage = () => {
  const say = useRulesWords()
  const [fresh] = useState(newId)
  const { data: items, error, refetch } = useQuery(rulesQuery)
  return (
    <StaffPage title={say('rules')} lead={say('lead')}>
      <p className={table.act}>
        <ButtonLink look="go" to={`/rules/${fresh}`}>
          {say('write')}
        </ButtonLink>
      </p>
      {!items && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {items &&
        (items.length > 0 ? (
          <List items={items} />
        ) : (
          <Empty>
            <p className="strong">{say('none')}</p>
            <p className="soft">{say('noneMore')}</p>
          </Empty>
        ))}
    </StaffPage>
  )
}
