import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { BackTestSubject, oneRule } from '#wire/fraud'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useChecked } from './condition-field.tsx'
import { DisableForm } from './disable-form.tsx'
import { ProposalLog } from './proposals/proposal-log.tsx'
import { type Proposable, ProposalPanel } from './proposals/proposal-panel.tsx'
import { useProposalWords } from './proposals/proposal-words.ts'
import { RuleForm, useDraft } from './rule-form.tsx'
import styles from './rules.module.css'
import { ruleQuery, rulesQuery } from './rules-queries.ts'
import { useRulesWords } from './rules-words.ts'
import { BackTest, useIsTried } from './trial/back-test.tsx'

type Whole = z.output<typeof oneRule.answer>

const Versions = ({ versions }: Pick<Whole, 'versions'>) => {
  const say = useRulesWords()
  return (
    <Part title={say('versions')}>
      <ol className={styles.versions}>
        {versions.map((it) => (
          <li key={it.number}>
            <b>
              {say('version', { version: it.version })}: {say(it.effect)}
            </b>
            <span className={styles.code}>{it.condition}</span>
            {it.note !== '' && <span>{it.note}</span>}
            <p>
              <Moment at={it.writtenAt} width="long" />, {it.writtenBy.name}
            </p>
          </li>
        ))}
      </ol>
    </Part>
  )
}

/** What can be proposed now, or why nothing can. */
const useNext = (whole: Whole | null, isChanged: boolean): Proposable | string => {
  const say = useProposalWords()
  const latest = whole?.rule.latest
  const isTried = useIsTried(latest ? { condition: latest.condition, effect: latest.effect } : null)
  if (!latest || isChanged) return say('unsaved')
  if (whole.rule.inForce?.number === latest.number) return say('nothing')
  if (!isTried) return say('notTried')
  return { about: 'rule', version: latest.number, act: say('ask', { version: latest.version }) }
}

const Rule = ({ id, whole }: { id: string; whole: Whole | null }) => {
  const say = useRulesWords()
  const sayProposal = useProposalWords()
  const rule = whole?.rule ?? null
  const { draft, isChanged, change } = useDraft(rule)
  const checked = useChecked(draft.condition)
  const subject: BackTestSubject | null = checked?.condition
    ? { condition: checked.condition, effect: draft.effect }
    : null
  const next = useNext(whole, isChanged)
  const versionOf = (number: string): string => {
    const version = whole?.versions.find((it) => it.number === number)?.version
    return sayProposal('version', { version: version ?? number })
  }
  return (
    <StaffPage
      title={rule?.latest.name ?? say('newRule')}
      crumb={<Link to="/rules">{say('rules')}</Link>}
      panel={
        <ProposalPanel path={`/rules/${id}`} waiting={rule?.waiting ?? null} next={next}>
          {rule?.inForce && <DisableForm id={id} />}
        </ProposalPanel>
      }
    >
      {rule && (
        <FactRow
          facts={[
            [say('state'), say(rule.inForce ? 'inForce' : 'draft')],
            ...(rule.since ? [[say('since'), <Moment key="since" at={rule.since} width="long" />] as const] : []),
            [say('versions'), String(rule.latest.version)],
          ]}
        />
      )}
      <RuleForm id={id} rule={rule} draft={draft} change={change} checked={checked} />
      <BackTest subject={subject} />
      {whole && <Versions versions={whole.versions} />}
      {whole && <ProposalLog proposals={whole.proposals} nameOf={versionOf} />}
    </StaffPage>
  )
}

/** One rule whole; null for an id that no rule has, which begins a new one. */
const useWhole = (id: string) => {
  const all = useQuery(rulesQuery)
  const isKnown = all.data?.some(({ rule }) => rule.id === id)
  const one = useQuery({ ...ruleQuery(id), enabled: isKnown === true })
  return {
    whole: isKnown === false ? null : one.data,
    error: all.error ?? one.error,
    retry: () => (isKnown ? one.refetch() : all.refetch()),
  }
}

/** One rule: written, tried on history, put in force by two people. */
export const RulePage = () => {
  const say = useRulesWords()
  const { id = '' } = useParams({ strict: false })
  const { whole, error, retry } = useWhole(id)
  if (whole !== undefined) return <Rule key={id} id={id} whole={whole} />
  return (
    <StaffPage title={say('rules')} crumb={<Link to="/rules">{say('rules')}</Link>}>
      {error ? <StaffProblem error={error} onRetry={retry} /> : <Loading rows={5} />}
    </StaffPage>
  )
}
