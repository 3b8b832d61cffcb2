import { useElementSize } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import chart from '../../../../kit/chart.module.css'
import { MoreButton } from '../../../../kit/section.tsx'
import { Part } from '../../../page.tsx'
import { useModelsWords } from '../models-words.ts'

type ChartPartProps = {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly legend?: ReactNode
  /** Draws at the width there is. */
  readonly children: (width: number) => ReactNode
}

const Rows = ({ head, rows }: Pick<ChartPartProps, 'head' | 'rows'>) => (
  <table className={chart.table}>
    <thead>
      <tr>
        {head.map((word) => (
          <th key={word} scope="col">
            {word}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([first, ...others]) => (
        <tr key={`${first} ${others.join(' ')}`}>
          <th scope="row">{first}</th>
          {others.map((value, column) => (
            <td key={head[column + 1]}>{value}</td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const LARGEST = 460

/** A chart under its heading; the same figures stand in a table behind a link. */
export const ChartPart = ({ title, head, rows, legend, children }: ChartPartProps) => {
  const say = useModelsWords()
  const { ref, width } = useElementSize<HTMLDivElement>()
  const [isTable, setTable] = useState(false)
  const more = <MoreButton onClick={() => setTable(!isTable)}>{say(isTable ? 'asChart' : 'asTable')}</MoreButton>
  return (
    <Part title={title} more={more}>
      <div ref={ref} className={chart.frame}>
        {isTable && <Rows head={head} rows={rows} />}
        {!isTable && width > 0 && children(Math.min(width, LARGEST))}
      </div>
      {!isTable && legend && <p className={chart.key}>{legend}</p>}
    </Part>
  )
}

/** Solid green: what is shown; dashed: what it is compared with. */
export const LineKey = ({ dashed = false, children }: { dashed?: boolean; children: ReactNode }) => (
  <span>
    <svg width="14" height="14" aria-hidden="true">
      {dashed ? (
        <path d="M0 7h14" stroke="var(--edge)" strokeWidth="2" strokeDasharray="4 3" />
      ) : (
        <path d="M0 7h14" stroke="var(--green)" strokeWidth="3" />
      )}
    </svg>
    {children}
  </span>
)
