import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { z } from 'zod'
import { leaves } from '#wire/audit'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Moment } from '../../moment.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import styles from './log.module.css'
import { useTreeWords } from './log-words.ts'
import { ProofPanel } from './proof-panel.tsx'

type Leaf = z.output<typeof leaves.answer>['items'][number]

const kinds = [
  'transfer',
  'decision',
  'consent',
  'role',
  'role-permission',
  'signature',
  'proposal',
  'reading',
  'taken-right',
  'person-lock',
  'service-key',
  'model',
  'promotion',
  'policy',
  'rule',
  'in-force',
  'review-signature',
  'payment-event',
  'freeze',
  'limit-change',
  'halt-change',
  'keys',
] as const

export type LogFilter = { readonly kind?: string; readonly about?: string; readonly leaf?: number }

const logQuery = ({ kind, about }: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['log', kind, about],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(leaves, { query: { kind, about, before: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })

const MOST_FIELDS = 4

/** A line of what a leaf says: the change and its first fields. */
const lineOf = (content: string): string => {
  const { change, fields } = JSON.parse(content) as { change?: string; fields?: Record<string, unknown> }
  const shown = Object.entries(fields ?? {})
    .filter(([, value]) => typeof value !== 'object')
    .slice(0, MOST_FIELDS)
    .map(([name, value]) => `${name} ${String(value).slice(0, 40)}`)
  return [change, ...shown].filter(Boolean).join(' · ')
}

const Row = ({ leaf, filter }: { readonly leaf: Leaf; readonly filter: LogFilter }) => {
  const say = useTreeWords()
  const { index, kind, count, content, at } = leaf
  return (
    <tr>
      <td className={table.lead}>
        <Link className="strong" to="/log" search={{ ...filter, leaf: index }}>
          {index}
        </Link>
      </td>
      <td>
        {kind}
        <span className={`${table.sub} ${styles.line}`}>
          {content === null ? (count > 1 ? say('many', { count }) : say('kept')) : lineOf(content)}
        </span>
      </td>
      <td className={table.end}>
        <Moment at={at} />
      </td>
    </tr>
  )
}

const Log = ({ filter }: { readonly filter: LogFilter }) => {
  const say = useTreeWords()
  const sayMore = useStaffWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(logQuery(filter))
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={6} />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <table className={table.table}>
        <caption className="vh">{say('title')}</caption>
        <thead>
          <tr className="l-one">
            <th scope="col">{say('place')}</th>
            <th scope="col">{say('what')}</th>
            <th scope="col" className={table.end}>
              {say('when')}
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((leaf) => (
            <Row key={leaf.index} leaf={leaf} filter={filter} />
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {sayMore('more')}
          </Button>
        </p>
      )}
    </>
  )
}

/** The log, searched by kind and by whom it names, with the proof of a leaf drawn beside it. */
export const LogPage = () => {
  const say = useTreeWords()
  const navigate = useNavigate()
  const filter: LogFilter = useSearch({ strict: false })
  const narrow = (kind: string) =>
    navigate({ to: '/log', search: { ...filter, kind: kind || undefined, leaf: undefined } })
  const close = () => navigate({ to: '/log', search: { ...filter, leaf: undefined } })
  return (
    <StaffPage
      title={say('title')}
      lead={say('lead')}
      panel={filter.leaf !== undefined && <ProofPanel key={filter.leaf} index={filter.leaf} onClose={close} />}
    >
      <Filters>
        <SelectField
          label={say('kind')}
          options={[{ value: '', label: say('every') }, ...kinds.map((value) => ({ value, label: value }))]}
          value={filter.kind ?? ''}
          onChange={narrow}
        />
      </Filters>
      <Log filter={filter} />
    </StaffPage>
  )
}
