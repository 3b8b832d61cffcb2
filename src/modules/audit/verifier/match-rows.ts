/** Holds the leaves of a log against the rows that they speak of, by readers that the modules hand over. */
import { createHash } from 'node:crypto'
import type { RowLeaf } from '../receipts/find-leaf.ts'
import type { Fault } from './fault.ts'

/** Rows of a module in the order of their places, as leaves. */
export interface RowReader {
  readonly kind: string
  readonly rows: () => AsyncIterable<readonly RowLeaf[]>
}

/** Where leaves of one statement stand; `entries` where they have no place yet. */
export interface SheafPlace {
  readonly kind: string
  readonly first: bigint
  readonly last: bigint
  readonly index: number | null
  readonly commitments: Buffer
}

const bytes = 32
const mostFaults = 20

const commitmentOf = (content: string) => createHash('sha256').update(content).digest().toString('latin1')

interface Open {
  readonly sheaf: SheafPlace
  /** Commitments that no row has claimed, with their places. */
  readonly left: Map<string, number>
}

/** The leaves of a sheaf as the tree has them; what was appended counts only while it waits. */
const openSheaf = (sheaf: SheafPlace, entries: Buffer): Open => {
  const count = sheaf.commitments.length / bytes
  const from = sheaf.index ?? 0
  const source = sheaf.index === null ? sheaf.commitments : entries.subarray(from * bytes, (from + count) * bytes)
  const left = new Map<string, number>()
  for (let place = 0; place < count; place++)
    left.set(source.toString('latin1', place * bytes, (place + 1) * bytes), from + place)
  return { sheaf, left }
}

const placeText = ({ sheaf }: Open, place: number) => (sheaf.index === null ? {} : { place })

/** Matches one kind; memory holds the leaves of a few thousand rows, however many there are. */
export const matchRows = async (
  { kind, rows }: RowReader,
  sheaves: readonly SheafPlace[],
  entries: Buffer,
): Promise<Fault[]> => {
  const faults: Fault[] = []
  const waiting = sheaves
    .filter((sheaf) => sheaf.kind === kind)
    .sort((one, other) => (one.first < other.first ? -1 : 1))
  let next = 0
  let open: Open[] = []
  let strangers: RowLeaf[] = []

  const settle = (upTo: bigint | null) => {
    const done = open.filter(({ sheaf }) => upTo === null || sheaf.last <= upTo)
    open = open.filter((each) => !done.includes(each))
    for (const each of done) {
      for (const place of each.left.values()) {
        const row = strangers.find(({ ref }) => ref >= each.sheaf.first && ref <= each.sheaf.last)
        strangers = strangers.filter((other) => other !== row)
        const detail = row
          ? `the row at ${row.ref} was changed: it reads ${row.content}`
          : `a ${kind} that was written between ${each.sheaf.first} and ${each.sheaf.last} is gone`
        faults.push({ check: 'row', ...placeText(each, place), detail })
      }
    }
    const firstOpen = open[0]?.sheaf.first
    const alone = strangers.filter(({ ref }) => firstOpen === undefined || ref < firstOpen)
    strangers = strangers.filter((row) => !alone.includes(row))
    for (const { content } of alone) faults.push({ check: 'row', detail: `a row was never logged: ${content}` })
  }

  for await (const page of rows()) {
    const upTo = page.at(-1)?.ref ?? 0n
    for (; next < waiting.length && waiting[next].first <= upTo; next++) open.push(openSheaf(waiting[next], entries))
    for (const row of page) {
      const commitment = commitmentOf(row.content)
      const claimed = open.find(
        ({ sheaf, left }) => sheaf.first <= row.ref && row.ref <= sheaf.last && left.delete(commitment),
      )
      if (!claimed) strangers.push(row)
    }
    settle(upTo)
    if (faults.length > mostFaults) return faults
  }
  for (; next < waiting.length; next++) open.push(openSheaf(waiting[next], entries))
  settle(null)
  return faults
}
