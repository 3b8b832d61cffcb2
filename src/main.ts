import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHangUps } from '#platform/hang-up'
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
  'train:links': async () => (await import('./commands/train-links.ts')).trainLinksCommand,
  'train:shipped': async () => (await import('./commands/train-shipped.ts')).trainShippedModel,
  'train:person': async () => (await import('./commands/perception/train-person.ts')).trainPersonModel,
  'train:owner': async () => (await import('./commands/perception/train-owner.ts')).trainOwnerModel,
  evaluate: async () => (await import('./commands/evaluate.ts')).evaluate,
  learn: async () => (await import('./commands/learn.ts')).learn,
  employ: async () => (await import('./commands/employ.ts')).employ,
  'rotate-keys': async () => (await import('./commands/rotate-keys.ts')).rotateKeys,
  verify: async () => (await import('./commands/verify.ts')).verify,
  'demo:tamper': async () => (await import('./commands/demo-tamper.ts')).demoTamper,
  prove: async () => (await import('./commands/prove.ts')).prove,
  replay: async () => (await import('./commands/replay.ts')).replay,
  generate: async () => (await import('./commands/generate.ts')).generate,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  lock: async () => (await import('./commands/lock.ts')).lock,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  reset: async () => (await import('./commands/reset.ts')).reset,
}

const forcedExitCode = 130

function listenForSignals() {
  const stop = createStopSignal(force, () => performance.now())
  const hangUps = createHangUps(stop.receive)
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, stop.receive)
  process.on('SIGHUP', hangUps.receive)
  return { stopping: stop.signal, hangUps }
}

function force(sentence: string): void {
  console.error(sentence)
  process.exit(forcedExitCode)
}

async function main(): Promise<number> {
  const [name = '', ...args] = process.argv.slice(2)
  const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined
  if (load === undefined) {
    console.error(`Say what to do: npm run ${Object.keys(loaders).join(' | ')}`)
    return 2
  }
  const { stopping, hangUps } = listenForSignals()
  const run = await load()
  return run({
    args,
    environment: process.env,
    projectFolder: dirname(dirname(fileURLToPath(import.meta.url))),
    output: process.stdout,
    stopping,
    hangUps,
    now: Date.now,
    uptimeMs: () => performance.now(),
  })
}

try {
  process.exit(await main())
} catch (error) {
  console.error(explainPlainly(error) ?? error)
  process.exit(1)
}
