import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checks, type Fault } from '#modules/audit'
import { type Connection, openDatabase } from '#platform/database'
import { startPostgres } from '#platform/postgres'
import { createProgress } from '#platform/progress'
import type { Command } from './command.ts'
import { openBooksOn, writeHistory } from './tamper/books.ts'
import { commitDeed, type Deed, deeds } from './tamper/deeds.ts'

/** What was found of a deed: by the bank's files and rows alone, and with what a witness had kept. */
export interface Found {
  readonly deed: Deed
  readonly alone: readonly Fault[]
  readonly withWitness: readonly Fault[]
}

/** Commits each deed on a copy of the same books and verifies. */
export const tamper = async (server: Connection, report: (found: Found) => void): Promise<Found[]> => {
  const admin = openDatabase({ ...server, database: 'postgres' }, 1)
  const original = { ...server, database: 'tamper_books' }
  await admin.query(`create database ${original.database} template template1`)
  const books = await openBooksOn(original)
  await writeHistory(books)
  const { checkpoint: kept, faults } = await books.verify()
  if (!kept || faults.length > 0)
    throw new Error(`the books are not right before anybody changes them: ${faults[0]?.detail}`)
  await books.db.close()

  const all: Found[] = []
  for (const [number, deed] of deeds.entries()) {
    const database = `tamper_${number}`
    await admin.query(`create database ${database} template ${original.database}`)
    const copy = await openBooksOn({ ...server, database })
    await commitDeed(copy, deed)
    const found = { deed, alone: (await copy.verify()).faults, withWitness: (await copy.verify({ kept })).faults }
    all.push(found)
    report(found)
    await copy.db.close()
    await admin.query(`drop database ${database}`)
  }
  await admin.query(`drop database ${original.database}`)
  await admin.close()
  return all
}

const line = ({ place, detail, check }: Fault) =>
  `    found by: ${checks[check]}\n    ${place === undefined ? '' : `leaf ${place}: `}${detail.length > 150 ? `${detail.slice(0, 150)}…` : detail}\n`

const show = ({ deed, alone, withWitness }: Found): string => {
  const [first] = alone
  const [witnessed] = withWitness
  if (first) return `${deed.name}: ${deed.what}\n${line(first)}`
  if (witnessed)
    return `${deed.name}: ${deed.what}\n    The bank’s own files agree with each other. Only a checkpoint that somebody else kept tells:\n${line(witnessed)}`
  return `${deed.name}: ${deed.what}\n    NOT FOUND\n`
}

/** Changes books behind the bank's back, one way after another, and shows which check finds it; 1 where one is not found. */
export const demoTamper: Command = async ({ output, now }) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'bank-tamper-'))
  try {
    await using server = await createProgress(output, now).step('A bank of its own, with 600 transfers', () =>
      startPostgres({ dataFolder, durability: 'none', isTemporary: true }),
    )
    const all = await tamper(server.connection, (found) => output.write(`\n${show(found)}`))
    const missed = all.filter(({ withWitness }) => withWitness.length === 0)
    output.write(`\n${all.length - missed.length} of ${all.length} were found.\n`)
    return missed.length === 0 ? 0 : 1
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}
