import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readConfig } from '#platform/config'
import { openDatabase } from '#platform/database'
import { PlainError } from '#platform/plain-errors'
import { createKeepers } from '#platform/sealing'
import { completeSecrets } from '#platform/secrets'
import { employ as employPerson, type NewStaff } from '../app.ts'
import type { Command } from './command.ts'
import { reachDatabase } from './reach-database.ts'

const usage = 'Usage: npm run employ -- --name NAME --email EMAIL --role teller|analyst|compliance|administrator'

const asked = z.strictObject({
  name: z.string().trim().min(1).max(120),
  email: z.email().max(254),
  role: z.enum(['teller', 'analyst', 'compliance', 'administrator']),
})

/** Reads the arguments. Throws a PlainError with the usage. */
const parseArguments = (args: readonly string[]): Omit<NewStaff, 'password'> => {
  const text = { type: 'string' } as const
  try {
    return asked.parse({ ...parseArgs({ args: [...args], options: { name: text, email: text, role: text } }).values })
  } catch {
    // Whatever is wrong with them, the usage says it all.
    throw new PlainError(usage)
  }
}

const randomPassword = () => randomBytes(15).toString('base64url')

/** Makes a member of staff and prints the first password, which is kept nowhere else. */
export const employ: Command = async ({ args, environment, projectFolder, output, now }) => {
  const person = { ...parseArguments(args), password: randomPassword() }
  const { config, given } = readConfig(environment, projectFolder)
  const reached = await reachDatabase(config, given)
  const random = (bytes: number) => randomBytes(bytes).toString('base64url')
  const secrets = await completeSecrets(config.mode, given, config.dataFolder, random)
  const { keeper } = createKeepers(config, secrets, (count) => randomBytes(count))
  const db = openDatabase(reached.connection, 2)
  try {
    const bank = { secret: secrets.bankSecret, origin: config.origin, keeper }
    const isMade = await employPerson(db, () => new Date(now()), bank, person)
    if (!isMade) throw new PlainError(`Somebody has the email ${person.email} already.`)
    output.write(`${person.name} can sign in at /staff/ as ${person.email} with the password ${person.password}\n`)
    return 0
  } finally {
    await db.close()
    await reached.stop()
  }
}
