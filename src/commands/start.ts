import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { type Config, type GivenSecrets, readConfig } from '#platform/config'
import { openDataFolder } from '#platform/data-folder'
import type { Connection } from '#platform/database'
import { checkDatabase, parseDatabaseUrl } from '#platform/external-database'
import { PlainError } from '#platform/plain-errors'
import { assertPortFree } from '#platform/port'
import { startPostgres } from '#platform/postgres'
import { createProgress, type Progress } from '#platform/progress'
import { completeSecrets } from '#platform/secrets'
import { prepareWeb } from '#platform/web-build'
import type { App, AppOptions } from '../app.ts'
import type { Command } from './command.ts'

type Database = { connection: Connection; ended: Promise<PlainError>; stop(): Promise<void> }

/** Brings up the whole bank and keeps it until it is told to stop. */
export const start: Command = async ({
  args,
  environment,
  projectFolder,
  output,
  stopping,
  hangUps,
  now,
  uptimeMs,
}) => {
  if (args.length > 0)
    throw new PlainError(
      `npm start takes no arguments, so not ${args[0]}. What can be set is set by environment variables, such as PORT=3001; README.md has them all.`,
    )
  const { config, given } = readConfig(environment, projectFolder)
  const progress = createProgress(output, now)
  await assertPortFree(config.host, config.port)
  const secrets = await prepareSecrets(config, given)
  // The pages are built while the database and the history are made; a failure waits until somebody looks.
  const pages = prepareWeb(projectFolder, config.mode)
  pages.catch(() => {})
  const database = await openDatabase(config, given, progress)
  let app: App | undefined
  try {
    const needs = { config, secrets, connection: database.connection, clock: () => new Date(now()), progress }
    app = await unlessStopped(stopping, buildBank(needs))
    if (app === undefined) return 0
    await unlessStopped(
      stopping,
      progress.step('Preparing the web pages', () => pages),
    )
    if (stopping.aborted) return 0
    await app.listen()
    if (app.readCertificate) hangUps?.take(app.readCertificate)
    // Not the address it listens at: sign-in is accepted from pages of the origin alone.
    greet(progress, config.origin, app.welcome, uptimeMs())
    await untilStopped(stopping, database)
    progress.say('Stopping: answering what has been asked, taking nothing new.')
    return 0
  } finally {
    await closeBoth(app, database)
  }
}

/** The bank's code is loaded only here: what a person must mend first is said before. */
async function buildBank(needs: AppOptions): Promise<App> {
  const { createApp } = await import('../app.ts')
  return createApp(needs)
}

async function closeBoth(app: App | undefined, database: Database): Promise<void> {
  try {
    await app?.close()
  } finally {
    await database.stop()
  }
}

async function prepareSecrets(config: Config, given: GivenSecrets) {
  if (given.databaseUrl === undefined) await openDataFolder(config.dataFolder)
  return completeSecrets(config.mode, given, config.dataFolder, (bytes) => randomBytes(bytes).toString('base64url'))
}

async function openDatabase(config: Config, given: GivenSecrets, progress: Progress): Promise<Database> {
  const { databaseUrl } = given
  if (databaseUrl === undefined) {
    const server = await progress.step('Starting the database', () =>
      startPostgres({
        dataFolder: config.dataFolder,
        durability: 'full',
        onProgress: (what) => progress.say(`${what} …`),
      }),
    )
    const { connection, stop } = server
    return { connection, ended: server.exited.then(() => server.explainEnd()), stop }
  }
  const connection = parseDatabaseUrl(databaseUrl)
  await checkDatabase(connection)
  return { connection, ended: new Promise(() => {}), stop: async () => {} }
}

/** The outcome of the work, or undefined as soon as the bank is to stop; work that is left behind may then fail unheard. */
async function unlessStopped<T>(stopping: AbortSignal, work: Promise<T>): Promise<T | undefined> {
  const stopped = stopping.aborted ? Promise.resolve(undefined) : once(stopping, 'abort').then(() => undefined)
  const outcome = await Promise.race([work, stopped])
  if (stopping.aborted) work.catch(() => {})
  return outcome
}

async function untilStopped(stopping: AbortSignal, database: Database): Promise<void> {
  if (stopping.aborted) return
  const end = await Promise.race([once(stopping, 'abort').then(() => undefined), database.ended])
  if (end !== undefined) throw end
}

function greet(progress: Progress, address: string, welcome: readonly string[], uptimeMs: number): void {
  for (const line of ['', `The bank is open at ${address}`, ...welcome]) progress.say(line)
  progress.say(`Ready after ${(uptimeMs / 1000).toFixed(1)} s. Ctrl-C stops it.`)
}
