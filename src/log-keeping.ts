/** Who else holds the log, as the settings say. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { LogKeeping } from '#modules/audit'
import type { Config } from '#platform/config'
import { PlainError } from '#platform/plain-errors'
import type { Json } from '#wire/audit'

const certificateShape = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** The certificates of a file in PEM. Throws PlainError where it has none. */
export const readAuthorities = async (path: string): Promise<X509Certificate[]> => {
  const found = (await readFile(path, 'utf8')).match(certificateShape)
  if (!found) throw new PlainError(`${path} holds no certificate in PEM.`)
  return found.map((text) => new X509Certificate(text))
}

/** Reads the settings of the log, and the file that they name. */
export const readLogKeeping = async (config: Config): Promise<LogKeeping> => ({
  anchors: config.logAnchors,
  anchorHours: config.logAnchorHours,
  witnesses: config.logWitnesses,
  keyDays: config.logKeyDays,
  ...(config.logStampAuthorities && { stampAuthorities: await readAuthorities(config.logStampAuthorities) }),
})

/** Settings as the log has them: every one that is not a secret. Names of files and addresses are what an auditor asks for. */
export const settingsOf = (config: Config): Readonly<Record<string, Json>> =>
  JSON.parse(JSON.stringify(config, (_name, value) => (typeof value === 'number' ? value.toString() : value)))
