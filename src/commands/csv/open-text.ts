/** Files of text, plain or gzipped, as a stream of pieces in constant memory. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { PlainError } from '#platform/plain-errors'

const pieceBytes = 256 * 1024

/** Opens a file, unpacked if its name ends in .gz. `onBytes` is told of every piece read from the disk. */
export const openText = (file: string, onBytes: (bytes: number) => void): Readable => {
  const bytes = createReadStream(file, { highWaterMark: pieceBytes })
  bytes.on('data', (chunk) => onBytes(chunk.length))
  const text = new PassThrough({ highWaterMark: pieceBytes })
  const stages = file.endsWith('.gz') ? [bytes, createGunzip({ chunkSize: pieceBytes }), text] : [bytes, text]
  // The reader of `text` meets the failure; here it would only be reported a second time.
  pipeline(stages as [Readable, PassThrough]).catch((error: Error) => text.destroy(error))
  return text.setEncoding('utf8')
}

/** What a failure to read a file means, in a sentence where a person can mend it. */
export const explainReading = (file: string, error: NodeJS.ErrnoException): Error => {
  if (error.code === 'ENOENT') return new PlainError(`There is no file ${file}.`)
  if (error.code === 'EISDIR') return new PlainError(`${file} is a folder, not a file.`)
  if (error.code?.startsWith('Z_')) return new PlainError(`${file} is damaged: it cannot be unpacked (${error.code}).`)
  return error
}

/** Bytes of a file on the disk. Throws a PlainError where there is none. */
export const sizeOf = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size,
    (error: NodeJS.ErrnoException) => {
      throw explainReading(file, error)
    },
  )
