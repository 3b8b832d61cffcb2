/** The thread that sorts and sums for the figures of a model. */
import { parentPort, workerData } from 'node:worker_threads'
import type { Policy } from '../../wire.ts'
import type { Span } from '../training/windows.ts'
import { figuresOf, type Scored } from './figures.ts'

export interface FiguresOrder {
  readonly scored: Scored
  readonly policy: Policy
  readonly span: Span
}

const { scored, policy, span } = workerData as FiguresOrder
parentPort?.postMessage(figuresOf(scored, policy, span))
