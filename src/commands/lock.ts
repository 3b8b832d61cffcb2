import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { loadLockController } from '#modules/locker'
import { PlainError } from '#platform/plain-errors'
import type { Command } from './command.ts'

const usage =
  'Usage: npm run lock -- --box ID --keys FILE --memory FILE --origin ORIGIN [--port N] [--host H] [--unlock COMMAND --read COMMAND]'

const text = { type: 'string' } as const
const options = {
  box: text,
  keys: text,
  memory: text,
  origin: text,
  port: text,
  host: text,
  unlock: text,
  read: text,
}

const asked = z.object({
  box: z.uuid(),
  keys: z.string().min(1),
  memory: z.string().min(1),
  origin: z.url(),
  port: z.coerce.number().int().min(0).max(65_535).default(3100),
  host: z.string().default('127.0.0.1'),
  unlock: z.string().optional(),
  read: z.string().optional(),
})

/** As `GET /v1/locker/boxes/{id}/lock-key` answers. */
const keysFile = z.object({ key: z.string().length(43), bankKey: z.string() })

const parseArguments = (args: string[]) => {
  try {
    const given = asked.parse(parseArgs({ args, options }).values)
    if ((given.unlock === undefined) !== (given.read === undefined)) throw new PlainError(usage)
    return given
  } catch {
    // Whatever is wrong with an option, the usage says it better.
    throw new PlainError(usage)
  }
}

/** Stands before the bolt of one box until it is told to stop: one of no metal, or one that two programs move and read. */
export const lock: Command = async ({ args, output, projectFolder, stopping, now, uptimeMs }) => {
  const { box, keys, memory, origin, port, host, unlock, read } = parseArguments(args)
  const { createLockController, commandBolt, openMemory, readBankKey, simulatedBolt } = await loadLockController()
  const { key, bankKey } = keysFile.parse(JSON.parse(await readFile(resolve(projectFolder, keys), 'utf8')))
  const server = createLockController({
    box,
    origin: new URL(origin).origin,
    boxKey: Buffer.from(key, 'base64url'),
    bankKey: readBankKey(bankKey),
    memory: openMemory(resolve(projectFolder, memory)),
    bolt: unlock !== undefined && read !== undefined ? commandBolt(unlock, read) : simulatedBolt(uptimeMs),
    clock: () => new Date(now()),
    uptimeMs,
    randomBytes: (count) => randomBytes(count),
    onFailure: (error) => output.write(`${error instanceof Error ? error.message : String(error)}\n`),
  })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  output.write(`The lock of box ${box} listens on ${host}:${typeof address === 'object' ? address?.port : port}\n`)
  if (!stopping.aborted) await once(stopping, 'abort')
  server.close()
  server.closeAllConnections()
  return 0
}
