import type { ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { useStaffWords } from './staff-words.ts'
import table from './table.module.css'

/** A heading of a column; figures stand at the end. */
type Heading = string | { readonly title: string; readonly isAtEnd: true }

type ListTableProps = {
  /** Says what the list is, to who does not see it. */
  readonly caption: string
  readonly headings: readonly Heading[]
  /** Whether each row leads somewhere. */
  readonly isLinked?: boolean
  readonly children: ReactNode
}

/** A list, row by row; on a phone without headings. */
export const ListTable = ({ caption, headings, isLinked = false, children }: ListTableProps) => (
  <table className={isLinked ? `${table.table} ${table.linked}` : table.table}>
    <caption className="vh">{caption}</caption>
    <thead>
      <tr className="l-one">
        {headings.map((heading) =>
          typeof heading === 'string' ? (
            <th key={heading} scope="col">
              {heading}
            </th>
          ) : (
            <th key={heading.title} scope="col" className={table.end}>
              {heading.title}
            </th>
          ),
        )}
      </tr>
    </thead>
    <tbody>{children}</tbody>
  </table>
)

type MoreProps = {
  readonly query: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => unknown
  }
}

/** The next page of a list, where there is one. */
export const More = ({ query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: MoreProps) => {
  const say = useStaffWords()
  return hasNextPage ? (
    <p className={table.more}>
      <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
        {say('more')}
      </Button>
    </p>
  ) : null
}
