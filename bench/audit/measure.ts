/** What the log costs, and what it gives: the lane, the tree and its proofs, and a receipt in a browser. */
import type { Connection } from '#platform/database'
import { openDatabases } from '../ledger/databases.ts'
import { type Computer, describeComputer } from '../ledger/machine.ts'
import { type BrowserReport, measureBrowser } from './browser.ts'
import { type LaneReport, measureLane } from './lane.ts'
import { sayTimes } from './times.ts'
import { measureTree, type TreeReport } from './tree.ts'

export const parts = ['lane', 'tree', 'browser'] as const
export type Part = (typeof parts)[number]

export interface AuditNeeds {
  readonly server: Connection
  readonly stopping: AbortSignal
  readonly isQuick: boolean
  /** Measuring time of each run of the lane. */
  readonly seconds: number
  readonly only: Part | undefined
  readonly say: (line: string) => void
}

interface Bar {
  readonly bar: string
  readonly wanted: string
  readonly measured: string
  readonly is_met: boolean
}

interface Measured extends Partial<Omit<TreeReport, 'receipt'>> {
  readonly lane?: LaneReport
  readonly browser?: BrowserReport
}

export interface AuditReport extends Measured {
  readonly machine: Computer
  readonly bars: readonly Bar[]
  readonly proved: boolean
  readonly complaints: readonly string[]
}

const barsOf = ({ lane, integrated, inclusion, browser }: Measured): Bar[] => [
  ...(lane
    ? [
        {
          bar: 'the lane with the log, of the lane without',
          wanted: '> 0.85',
          measured: lane.ratio.toFixed(3),
          is_met: lane.ratio > 0.85,
        },
      ]
    : []),
  ...(integrated && inclusion
    ? [
        {
          bar: 'leaves a second into the tree',
          wanted: '>= 50,000',
          measured: integrated.per_second.toLocaleString('en'),
          is_met: integrated.per_second >= 50_000,
        },
        {
          bar: `a proof among ${inclusion.leaves.toLocaleString('en')} leaves, 99 of 100`,
          wanted: '< 2 ms',
          measured: `${inclusion.p99_ms.toFixed(2)} ms`,
          is_met: inclusion.p99_ms < 2,
        },
      ]
    : []),
  ...(browser
    ? [
        {
          bar: 'a receipt in a browser that has just opened the page, 90 of 100',
          wanted: '< 50 ms',
          measured: `${browser.first.p90_ms.toFixed(1)} ms`,
          is_met: browser.first.p90_ms < 50,
        },
      ]
    : []),
]

/** Measures a part, or all of them; each stands by itself. */
export const measureAudit = async (needs: AuditNeeds): Promise<AuditReport> => {
  const { only, say } = needs
  const databases = openDatabases(needs.server)
  const complaints: string[] = []
  try {
    const machine = describeComputer()
    const lane = only === undefined || only === 'lane' ? await measureLane(databases, needs, complaints) : undefined
    const tree = only === 'lane' ? undefined : await measureTree(databases, needs, complaints)
    const browser = tree && only !== 'tree' ? await measureBrowser(tree.receipt) : undefined
    if (browser) {
      say(`Chromium ${browser.browser} opens the page, which tests itself: ${sayTimes(browser.self_test)}`)
      say(`a receipt there, first on a page: ${sayTimes(browser.first)}`)
      say(`a receipt there, one after the other: ${sayTimes(browser.again)}`)
    }
    const { receipt: _, ...trees } = tree ?? { receipt: '' }
    const measured: Measured = { ...(lane && { lane }), ...(only !== 'browser' && trees), ...(browser && { browser }) }
    const bars = barsOf(measured)
    for (const { bar, wanted, measured: got, is_met } of bars)
      say(`${is_met ? 'met   ' : 'MISSED'} ${bar}: ${got} (${wanted})`)
    return { machine, ...measured, bars, proved: complaints.length === 0, complaints }
  } finally {
    await databases.close()
  }
}
