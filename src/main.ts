import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { explainPlainly } from '#platform/plain-errors'
import { createStopSignal } from '#platform/stop-signal'
import type { Command } from './commands/command.ts'

// The one place that reads the environment and the one that exits.

const loaders: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.ts')).start,
  build: async () => (await import('./commands/build.ts')).build,
  test: async () => (await import('./commands/test.ts')).test,
  check: async () => (await import('./commands/check.ts')).check,
  'test:crash': async () => (await import('./commands/test-crash.ts')).testCrash,
  train: async () => (await import('./commands/train.ts')).train,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
