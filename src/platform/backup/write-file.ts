/**
 * The file of a backup: a line of text, a gzip stream of frames, a line with the SHA-256 of everything before it. A frame is
 * a letter, a length and bytes: H the header, D rows in COPY's text format, E the end of a table with its count and SHA-256.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type { BackupHeader } from './header.ts'

export const formatVersion = 1
export const firstLine = `Bankserver backup, format ${formatVersion}\n`
export const lastLine = (sha256: string): string => `\nsha256 ${sha256}\n`
export const lastLineBytes = lastLine('0'.repeat(64)).length
/** Of a frame's letter and length. */
export const frameHeadBytes = 5
export const streamBytes = 262_144

const frame = (letter: 'H' | 'D' | 'E', bytes: Uint8Array): Buffer => {
  const head = Buffer.alloc(frameHeadBytes, letter, 'latin1')
  head.writeUInt32BE(bytes.length, 1)
  return Buffer.concat([head, bytes])
}

const json = (value: unknown) => Buffer.from(JSON.stringify(value))

/** In COPY's text format a row ends with the only line feed there is. */
export const countRows = (bytes: Uint8Array): number => {
  let rows = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) rows += 1
  return rows
}

type Rows = (table: BackupHeader['tables'][number]) => AsyncIterable<Buffer>

async function* makeFrames(header: BackupHeader, rowsOf: Rows, onRows: (rows: number) => void): AsyncGenerator<Buffer> {
  yield frame('H', json(header))
  for (const table of header.tables) {
    const hash = createHash('sha256')
    let rows = 0
    for await (const bytes of rowsOf(table)) {
      hash.update(bytes)
      const count = countRows(bytes)
      rows += count
      onRows(count)
      yield frame('D', bytes)
    }
    yield frame('E', json({ rows, sha256: hash.digest('hex') }))
  }
}

async function* seal(packed: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const hash = createHash('sha256').update(firstLine)
  yield Buffer.from(firstLine)
  for await (const bytes of packed) {
    hash.update(bytes)
    yield bytes
  }
  yield Buffer.from(lastLine(hash.digest('hex')))
}

/** Writes a backup to a path, readable by its owner alone, and waits until the disk has it. */
export const writeBackupFile = async (
  path: string,
  header: BackupHeader,
  rowsOf: Rows,
  onRows: (rows: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const file = createWriteStream(path, { mode: 0o600, flush: true })
  const frames = Readable.from(makeFrames(header, rowsOf, onRows), { highWaterMark: 4 })
  await pipeline(frames, createGzip({ chunkSize: streamBytes }), seal, file, { signal })
}
