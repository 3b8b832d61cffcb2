/** Reads the file that write-file.ts writes, and refuses one that is not whole. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import { PlainError } from '../plain-errors.ts'
import { type BackupHeader, backupHeader, type TableOfBackup } from './header.ts'
import {
  countRows,
  firstLine,
  formatVersion,
  frameHeadBytes,
  lastLine,
  lastLineBytes,
  streamBytes,
} from './write-file.ts'

const tableEnd = z.object({ rows: z.number(), sha256: z.string() })

const damaged = (path: string) =>
  new PlainError(`${path} is damaged: its checksum is another one. Use another copy of this backup.`)

const readPart = async (file: FileHandle, start: number, length: number): Promise<string> => {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
  return buffer.toString('latin1', 0, bytesRead)
}

const assertFormat = (path: string, start: string) => {
  if (start === firstLine) return
  const [, version] = /^Bankserver backup, format (\d+)\n/.exec(start) ?? []
  if (version === undefined) throw new PlainError(`${path} is not a backup of Bankserver.`)
  if (Number(version) > formatVersion)
    throw new PlainError(`${path} was made by a newer Bankserver (format ${version}). Restore it with that version.`)
}

/** Reads the whole file once and compares its checksum. Throws PlainError for one that is foreign, cut off or damaged. */
export const checkBackupFile = async (
  path: string,
  onBytes: (done: number, total: number) => void,
  signal: AbortSignal,
): Promise<void> => {
  const file = await open(path).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new PlainError(`There is no file ${path}.`) : error
  })
  await using _ = file
  const stats = await file.stat()
  if (!stats.isFile()) throw new PlainError(`${path} is not a file.`)
  const { size } = stats
  assertFormat(path, await readPart(file, 0, firstLine.length))
  const covered = size - lastLineBytes
  const end = await readPart(file, Math.max(0, covered), lastLineBytes)
  if (covered <= firstLine.length || !/^\nsha256 [0-9a-f]{64}\n$/.test(end))
    throw new PlainError(`${path} was cut off, or its end is damaged. Use another copy of this backup.`)
  const hash = createHash('sha256')
  const bytes = file.createReadStream({ start: 0, end: covered - 1, highWaterMark: streamBytes, autoClose: false })
  let done = 0
  for await (const chunk of bytes) {
    signal.throwIfAborted()
    hash.update(chunk)
    done += chunk.length
    onBytes(done, size)
  }
  if (lastLine(hash.digest('hex')) !== end) throw damaged(path)
}

interface Frame {
  readonly letter: string
  readonly bytes: Buffer
}

async function* splitFrames(chunks: AsyncIterable<Buffer>): AsyncGenerator<Frame> {
  let pending: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk])
    while (pending.length >= frameHeadBytes) {
      const end = frameHeadBytes + pending.readUInt32BE(1)
      if (pending.length < end) break
      yield { letter: pending.toString('latin1', 0, 1), bytes: pending.subarray(frameHeadBytes, end) }
      pending = pending.subarray(end)
    }
  }
  if (pending.length > 0) throw new Error('half a frame')
}

/** A backup that is read from its beginning: the header at once, then the rows of each table, which must all be taken. */
export interface OpenBackup {
  readonly header: BackupHeader
  /** The tables in order. Each one's `rows` throws at its end if they are not those that were written. */
  tables(): AsyncGenerator<{ readonly table: TableOfBackup; readonly rows: AsyncGenerator<Buffer> }>
  close(): Promise<void>
}

/** Opens a file that was checked before. `onBytes` is told how much of the file has been read. */
export const openBackupFile = async (
  path: string,
  onBytes: (done: number, total: number) => void,
): Promise<OpenBackup> => {
  await using file = await open(path)
  const { size } = await file.stat()
  const packed = createReadStream(path, {
    start: firstLine.length,
    end: size - lastLineBytes - 1,
    highWaterMark: streamBytes,
  })
  packed.on('data', () => onBytes(packed.bytesRead, size))
  const unpack = createGunzip({ chunkSize: streamBytes })
  // Whoever reads the frames is told of a failure; here it would be told twice.
  const flow = pipeline(packed, unpack).catch(() => {})
  const frames = splitFrames(unpack)
  const next = async (): Promise<Frame> => {
    const { value, done } = await frames.next()
    if (done) throw damaged(path)
    return value
  }

  async function* rowsOf(): AsyncGenerator<Buffer> {
    const hash = createHash('sha256')
    let rows = 0
    while (true) {
      const { letter, bytes } = await next()
      if (letter === 'D') {
        hash.update(bytes)
        rows += countRows(bytes)
        yield bytes
        continue
      }
      const end = tableEnd.parse(JSON.parse(bytes.toString()))
      if (letter !== 'E' || end.rows !== rows || end.sha256 !== hash.digest('hex')) throw damaged(path)
      return
    }
  }

  const first = await next()
  const header = backupHeader.parse(JSON.parse(first.bytes.toString()))
  return {
    header,
    async *tables() {
      for (const table of header.tables) yield { table, rows: rowsOf() }
      if (!(await frames.next()).done) throw damaged(path)
    },
    close: async () => {
      unpack.destroy()
      await flow
    },
  }
}
