/** Rows of features on the disk, a file of 32-bit numbers for each window, with labels, days and payers in memory. */
import { type FileHandle, open, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTable, type LabeledTable, type Table } from '#learning/table'
import { growing } from './growing.ts'
import { type PartName, partNames } from './windows.ts'

/** The rows of one window in the order of their time. */
export interface Part {
  readonly names: readonly string[]
  readonly rows: number
  readonly labels: Uint8Array
  /** Days since 1970 in UTC. */
  readonly days: Int32Array
  /** A number for each payer; the order of numbers is that of the payers' ids. */
  readonly payers: Uint32Array
  /** All rows in turn, so many at a time. A table is valid until the next one is asked for. */
  blocks(rowsAtOnce?: number): AsyncGenerator<Table>
  /** The given rows, ascending, or all of them, in memory that threads can share. */
  read(rows?: Uint32Array): Promise<LabeledTable>
}

export type Parts = Readonly<Record<PartName, Part>>

const blockRows = 8_192

interface PartContent {
  readonly labels: Uint8Array
  readonly days: Int32Array
  readonly payers: Uint32Array
}

const valuesFile = (folder: string, name: PartName) => join(folder, `${name}.values`)

const readInto = async (handle: FileHandle, values: Float32Array, firstValue: number) => {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
  let done = 0
  while (done < bytes.length) {
    const { bytesRead } = await handle.read(bytes, done, bytes.length - done, firstValue * 4 + done)
    if (bytesRead === 0) throw new Error('A file of rows is shorter than it should be.')
    done += bytesRead
  }
}

const partOf = (folder: string, name: PartName, names: readonly string[], content: PartContent): Part => {
  const rows = content.labels.length
  const width = names.length
  async function* blocks(rowsAtOnce = blockRows): AsyncGenerator<Table> {
    const handle = await open(valuesFile(folder, name))
    try {
      const block = new Float32Array(Math.min(rows, rowsAtOnce) * width)
      for (let start = 0; start < rows; start += rowsAtOnce) {
        const values = block.subarray(0, Math.min(rowsAtOnce, rows - start) * width)
        await readInto(handle, values, start * width)
        yield createTable(names, values)
      }
    } finally {
      await handle.close()
    }
  }
  const read = async (chosen?: Uint32Array): Promise<LabeledTable> => {
    const count = chosen?.length ?? rows
    const values = new Float32Array(new SharedArrayBuffer(count * width * 4))
    const labels = new Uint8Array(new SharedArrayBuffer(count))
    let start = 0
    let taken = 0
    for await (const block of blocks()) {
      for (; taken < count && (chosen?.[taken] ?? taken) < start + block.rows; taken++) {
        const row = chosen?.[taken] ?? taken
        values.set(block.values.subarray((row - start) * width, (row - start + 1) * width), taken * width)
        labels[taken] = content.labels[row]
      }
      start += block.rows
    }
    return { table: createTable(names, values), labels }
  }
  return { names, rows, ...content, blocks, read }
}

/** Writes rows as they come. */
export interface RowWriter {
  /** Where the next row of a window is to be written; `add` makes it one. */
  readonly slot: (name: PartName) => { readonly values: Float32Array; readonly offset: number }
  readonly add: (name: PartName, label: number, day: number, payer: number) => void
  /** Takes to the disk what is in memory. To be called now and then. */
  readonly flush: () => Promise<void>
  /** Ends the writing; `places` gives payers their lasting numbers. */
  readonly end: (places: Uint32Array) => Promise<Parts>
  readonly close: () => Promise<void>
}

interface Sink {
  readonly handle: FileHandle
  values: Float32Array
  filled: number
  readonly labels: ReturnType<typeof growing<Uint8Array>>
  readonly days: ReturnType<typeof growing<Int32Array>>
  readonly payers: ReturnType<typeof growing<Uint32Array>>
}

const openSink = async (folder: string, name: PartName, width: number): Promise<Sink> => ({
  handle: await open(valuesFile(folder, name), 'w'),
  values: new Float32Array(blockRows * width),
  filled: 0,
  labels: growing((length) => new Uint8Array(length)),
  days: growing((length) => new Int32Array(length)),
  payers: growing((length) => new Uint32Array(length)),
})

const flushSink = async (sink: Sink) => {
  const bytes = new Uint8Array(sink.values.buffer, 0, sink.filled * 4)
  for (let done = 0; done < bytes.length; )
    done += (await sink.handle.write(bytes, done, bytes.length - done)).bytesWritten
  sink.filled = 0
}

const contentOf = (sink: Sink, places: Uint32Array): PartContent => ({
  labels: sink.labels.values().slice(),
  days: sink.days.values().slice(),
  payers: sink.payers.values().map((payer) => places[payer]),
})

const writeIndex = async (folder: string, names: readonly string[], contents: Record<PartName, PartContent>) => {
  for (const name of partNames) {
    const { labels, days, payers } = contents[name]
    await writeFile(join(folder, `${name}.labels`), labels)
    await writeFile(join(folder, `${name}.days`), days)
    await writeFile(join(folder, `${name}.payers`), payers)
  }
  await writeFile(join(folder, 'names.json'), JSON.stringify(names))
}

const partsOf = (folder: string, names: readonly string[], contents: Record<PartName, PartContent>): Parts => {
  const { train, validate, test } = contents
  return {
    train: partOf(folder, 'train', names, train),
    validate: partOf(folder, 'validate', names, validate),
    test: partOf(folder, 'test', names, test),
  }
}

/** Writes rows into a folder that is there. Close it at the end, however it ends. */
export const writeRows = async (folder: string, names: readonly string[]): Promise<RowWriter> => {
  const open = (name: PartName) => openSink(folder, name, names.length)
  const sinks = { train: await open('train'), validate: await open('validate'), test: await open('test') }
  const all = Object.values(sinks)
  const flush = async () => {
    for (const sink of all) if (sink.filled > 0) await flushSink(sink)
  }
  const slot = (name: PartName) => {
    const sink = sinks[name]
    if (sink.filled + names.length > sink.values.length) {
      const wider = new Float32Array(sink.values.length * 2)
      wider.set(sink.values)
      sink.values = wider
    }
    return { values: sink.values, offset: sink.filled }
  }
  return {
    slot,
    add: (name, label, day, payer) => {
      const sink = sinks[name]
      sink.filled += names.length
      sink.labels.push(label)
      sink.days.push(day)
      sink.payers.push(payer)
    },
    flush,
    end: async (places) => {
      await flush()
      const [train, validate, test] = all.map((sink) => contentOf(sink, places))
      const contents = { train, validate, test }
      await writeIndex(folder, names, contents)
      return partsOf(folder, names, contents)
    },
    close: async () => {
      for (const { handle } of all) await handle.close()
    },
  }
}

const readArray = async <T>(file: string, make: (buffer: ArrayBuffer) => T): Promise<T> =>
  make(Uint8Array.from(await readFile(file)).buffer)

/** Opens rows that were written before. */
export const openRows = async (folder: string): Promise<Parts> => {
  const content = async (name: PartName): Promise<PartContent> => ({
    labels: await readArray(join(folder, `${name}.labels`), (buffer) => new Uint8Array(buffer)),
    days: await readArray(join(folder, `${name}.days`), (buffer) => new Int32Array(buffer)),
    payers: await readArray(join(folder, `${name}.payers`), (buffer) => new Uint32Array(buffer)),
  })
  const names = JSON.parse(await readFile(join(folder, 'names.json'), 'utf8')) as string[]
  const contents = { train: await content('train'), validate: await content('validate'), test: await content('test') }
  return partsOf(folder, names, contents)
}
