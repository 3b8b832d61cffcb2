import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { z } from 'zod'
import { leaves } from '#wire/audit'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { ExportButton } from './export.tsx'
import { isKind, kinds, useKindWords } from './kind-words.ts'
import styles from './log.module.css'
import { useTreeWords } from './log-words.ts'
import { ProofPanel } from './proof-panel.tsx'
import { Sentence } from './sentence.tsx'
import { StandingPart } from './standing.tsx'

type Leaf = z.output<typeof leaves.answer>['items'][number]

export type LogFilter = {
  readonly kind?: string
  readonly about?: string
  /** A day, YYYY-MM-DD: the log as it stood when it ended. */
  readonly day?: string
  readonly leaf?: number
}

const endOf = (day: string): string => new Date(`${day}T23:59:59.999`).toISOString()

/** What the bank is asked for by a filter. */
export const asksOf = ({ kind, about, day }: LogFilter) => ({ kind, about, asOf: day && endOf(day) })

const logQuery = (filter: LogFilter) =>
  infiniteQueryOptions({
    queryKey: ['log', asksOf(filter)],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => call(leaves, { query: { ...asksOf(filter), before: pageParam }, signal }),
    getNextPageParam: ({ next }) => next ?? undefined,
  })

type RowProps = { readonly leaf: Leaf; readonly filter: LogFilter; readonly staff: ReadonlyMap<string, string> }

const Row = ({ leaf, filter, staff }: RowProps) => {
  const sayKind = useKindWords()
  const { index, kind, at } = leaf
  return (
    <tr>
      <td className={table.lead}>
        <Link className="strong" to="/log" search={{ ...filter, leaf: index }}>
          {index}
        </Link>
      </td>
      <td className={styles.line}>
        <Sentence leaf={leaf} filter={filter} staff={staff} />
        <span className={table.sub}>{isKind(kind) ? sayKind(kind) : kind.replaceAll('-', ' ')}</span>
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
  const language = useLanguage() === 'hi' ? 'hi-IN' : 'en-IN'
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(logQuery(filter))
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={6} />
  const items = data.pages.flatMap((page) => page.items)
  const staff = new Map(data.pages.flatMap((page) => page.staff.map(({ id, name }) => [id, name] as const)))
  const size = data.pages[0]?.size ?? 0
  const asOf = filter.day && <Note tone="know">{say('stood', { size: size.toLocaleString(language) })}</Note>
  if (items.length === 0)
    return (
      <>
        {asOf}
        <Empty>{say('none')}</Empty>
      </>
    )
  return (
    <>
      {asOf}
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
            <Row key={leaf.index} leaf={leaf} filter={filter} staff={staff} />
          ))}
        </tbody>
      </table>
      <div className={styles.acts}>
        {hasNextPage && (
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {sayMore('more')}
          </Button>
        )}
        <ExportButton filter={filter} />
      </div>
      <p className="small mut">{say('exportMore')}</p>
    </>
  )
}

const idShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The id is looked for once it is whole. */
const AboutField = ({
  about,
  onChange,
}: {
  readonly about: string | undefined
  readonly onChange: (id: string) => void
}) => {
  const say = useTreeWords()
  const [text, setText] = useState(about ?? '')
  const change = (typed: string) => {
    const id = typed.trim().toLowerCase()
    setText(typed)
    if (id === '' || idShape.test(id)) onChange(id)
  }
  const isWhole = text === '' || idShape.test(text.trim().toLowerCase())
  return (
    <TextField
      type="search"
      label={say('about')}
      hint={say(isWhole ? 'aboutHint' : 'aboutWhole')}
      value={text}
      onChange={change}
    />
  )
}

/** The log, searched by kind, by whom it names and by day, with the proof of a leaf drawn beside it. */
export const LogPage = () => {
  const say = useTreeWords()
  const sayKind = useKindWords()
  const navigate = useNavigate()
  const filter: LogFilter = useSearch({ strict: false })
  const narrow = (change: Partial<LogFilter>) =>
    navigate({ to: '/log', search: { ...filter, ...change, leaf: undefined } })
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
          options={[{ value: '', label: say('every') }, ...kinds.map((value) => ({ value, label: sayKind(value) }))]}
          value={filter.kind ?? ''}
          onChange={(kind) => narrow({ kind: kind || undefined })}
        />
        <AboutField
          key={filter.about}
          about={filter.about}
          onChange={(about) => narrow({ about: about || undefined })}
        />
        <TextField
          type="date"
          label={say('asOf')}
          hint={say('asOfHint')}
          value={filter.day ?? ''}
          onChange={(day) => narrow({ day: day || undefined })}
        />
      </Filters>
      <Log filter={filter} />
      <StandingPart />
    </StaffPage>
  )
}
