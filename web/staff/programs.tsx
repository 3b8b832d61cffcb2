import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import { Fragment, type ReactNode, useState } from 'react'
import { Button } from '../kit/button.tsx'
import { VerdictChip } from '../kit/chip.tsx'
import { Empty, Loading } from '../kit/empty.tsx'
import { EndPanel, type EndPanelProps } from './end-panel.tsx'
import { StaffPage } from './page.tsx'
import { useProgramWords } from './program-words.ts'
import { ProposalLog } from './proposal-log.tsx'
import { clientProposalsQuery } from './queries.ts'
import { StaffProblem } from './staff-problem.tsx'
import table from './table.module.css'

/** A program that calls the bank, by a key or by OAuth. */
type Program = { readonly id: string; readonly name: string; readonly revokedAt: string | null }

type ProgramAct = 'keys' | 'revoke'
type Ending = Omit<EndPanelProps, 'keep' | 'onClose'>

type Open<Kind> = 'nothing' | 'new' | { readonly act: ProgramAct; readonly program: Kind }

/** A column between the name and the state; some are for wide screens alone. */
type Column<Kind> = {
  readonly title: string
  readonly isForDesk?: boolean
  readonly cell: (program: Kind) => ReactNode
}

type ProgramsPageProps<Kind extends Program, Key extends readonly unknown[]> = {
  readonly title: string
  readonly lead: string
  readonly make: string
  readonly list: string
  readonly none: string
  readonly query: UseQueryOptions<Kind[], Error, Kind[], Key>
  readonly columns: readonly Column<Kind>[]
  /** What stands below a name, line by line. */
  readonly below: (program: Kind) => ReactNode
  readonly hasKeys: (program: Kind) => boolean
  /** How the kinds of proposals begin that are about such programs. */
  readonly about: 'clients.oauth' | 'clients.service'
  readonly newPanel: (close: () => void) => ReactNode
  readonly keysPanel: (program: Kind, close: () => void) => ReactNode
  /** How one ends, in words, and what ends it. */
  readonly ending: (program: Kind) => Ending
}

type RowProps<Kind extends Program> = {
  readonly program: Kind
  readonly page: Pick<ProgramsPageProps<Kind, readonly unknown[]>, 'columns' | 'below' | 'hasKeys'>
  readonly onAct: (act: ProgramAct) => void
}

const Row = <Kind extends Program>({ program, page, onAct }: RowProps<Kind>) => {
  const say = useProgramWords()
  const { name, revokedAt } = program
  const acts = (['keys', 'revoke'] as const).filter((act) => act === 'revoke' || page.hasKeys(program))
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{name}</span>
        {page.below(program)}
      </td>
      {page.columns.map(({ title, isForDesk, cell }) => (
        <td key={title} className={isForDesk ? `${table.tight} ${table.desk}` : table.tight}>
          {cell(program)}
        </td>
      ))}
      <td>
        <VerdictChip verdict={revokedAt ? 'returned' : 'passed'}>{say(revokedAt ? 'revoked' : 'active')}</VerdictChip>
      </td>
      <td className={`${table.end} ${table.button}`}>
        {!revokedAt &&
          acts.map((act, index) => (
            <Fragment key={act}>
              {index > 0 && ' '}
              <Button look={act === 'revoke' ? 'stop' : undefined} onClick={() => onAct(act)}>
                {say(act)}
                <span className="vh"> {name}</span>
              </Button>
            </Fragment>
          ))}
      </td>
    </tr>
  )
}

type TableProps<Kind extends Program> = {
  readonly programs: readonly Kind[]
  readonly caption: string
  readonly page: RowProps<Kind>['page']
  readonly onAct: (act: ProgramAct, program: Kind) => void
}

const ProgramsTable = <Kind extends Program>({ programs, caption, page, onAct }: TableProps<Kind>) => {
  const say = useProgramWords()
  return (
    <table className={table.table}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('name')}</th>
          {page.columns.map(({ title, isForDesk }) => (
            <th key={title} scope="col" className={isForDesk ? table.desk : undefined}>
              {title}
            </th>
          ))}
          <th scope="col">{say('state')}</th>
          <th scope="col">
            <span className="vh">{say('act')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {programs.map((program) => (
          <Row key={program.id} program={program} page={page} onAct={(act) => onAct(act, program)} />
        ))}
      </tbody>
    </table>
  )
}

/** Programs of one kind: all of them, one more, other keys, the end of one; and what two people decided about them. */
export const ProgramsPage = <Kind extends Program, Key extends readonly unknown[]>(
  props: ProgramsPageProps<Kind, Key>,
) => {
  const { title, lead, make, list, none, query, about, newPanel, keysPanel, ending } = props
  const say = useProgramWords()
  const { data: programs, error, refetch } = useQuery(query)
  const [open, setOpen] = useState<Open<Kind>>('nothing')
  const close = () => setOpen('nothing')
  const panelOf = (): ReactNode => {
    if (open === 'nothing') return null
    if (open === 'new') return newPanel(close)
    const { act, program } = open
    const panel =
      act === 'keys' ? keysPanel(program, close) : <EndPanel {...ending(program)} keep={say('keep')} onClose={close} />
    return <Fragment key={`${act} ${program.id}`}>{panel}</Fragment>
  }
  return (
    <StaffPage title={title} lead={lead} panel={panelOf()}>
      <p className={table.act}>
        <Button look="go" onClick={() => setOpen('new')}>
          {make}
        </Button>
      </p>
      {!programs && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {programs?.length === 0 && <Empty>{none}</Empty>}
      {programs && programs.length > 0 && (
        <ProgramsTable
          programs={programs}
          caption={list}
          page={props}
          onAct={(act, program) => setOpen({ act, program })}
        />
      )}
      <ProposalLog query={clientProposalsQuery} about={about} />
    </StaffPage>
  )
}
