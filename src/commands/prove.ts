import { readConfig } from '#platform/config'
import { isSqlError, openDatabase } from '#platform/database'
import { toDecimal } from '#platform/money'
import { PlainError } from '#platform/plain-errors'
import { createProgress, silentProgress } from '#platform/progress'
import type { Proof } from '#wire/ledger'
import { proveBank } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const show = (proof: Proof): string => {
  const rows = proof.ledgers
    .filter((ledger) => ledger.debits !== '0' || ledger.credits !== '0')
    .map(
      ({ currency, debits, credits }) =>
        `${currency}  debits ${toDecimal(BigInt(debits), currency)}  credits ${toDecimal(BigInt(credits), currency)}`,
    )
  const verdict = proof.breach
    ? `NOT PROVED. Broken: ${proof.breach.rule}\nfirst offender ${proof.breach.offender}: ${proof.breach.detail}`
    : `Proved: ${proof.transfers.toLocaleString('en')} transfers between ${proof.accounts.toLocaleString('en')} accounts, in ${proof.seconds.toFixed(1)} s.`
  return [...rows, verdict].join('\n')
}

const noSuchColumn = '42703'
const noSuchFunction = '42883'

/** The proof changes nothing, so it does not bring an older database to this version either. */
const explainVersion = (error: unknown): never => {
  if (isSqlError(error) && [noSuchColumn, noSuchFunction].includes(error.code))
    throw new PlainError('The database is of another version. Start the bank once with: npm start')
  throw error
}

/** Proves the books from the transfers alone; ends with 1 when an invariant is broken. */
export const prove: Command = async ({ args, environment, projectFolder, output, now }) => {
  const { config, given } = readConfig(environment, projectFolder)
  const isJson = args.includes('--json')
  const progress = output.isTTY && !isJson ? createProgress(output, now) : silentProgress
  const reached = await reachDatabase(config, given)
  const db = openDatabase(reached.connection, 2)
  try {
    const proof = await proveBank(db, () => new Date(now()), progress).catch(explainVersion)
    output.write(`${isJson ? JSON.stringify(proof, null, 2) : show(proof)}\n`)
    return proof.proved ? 0 : 1
  } finally {
    await db.close()
    await reached.stop()
  }
}
