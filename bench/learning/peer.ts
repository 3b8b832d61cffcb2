import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { LabeledTable } from '#learning/table'

/** XGBoost on the same rows, waiting to fit. */
export interface Peer extends AsyncDisposable {
  readonly version: string
  /** Fits once; the scores are those of the later rows. */
  readonly fit: () => Promise<{ readonly seconds: number; readonly scores: Float64Array }>
}

type Answer = { readonly missing?: string; readonly version?: string; readonly seconds?: number }

const program = join(import.meta.dirname, 'peer.py')

/** Starts the first of the Pythons that has XGBoost; otherwise a sentence that says why there is none. */
export const startPeer = async (
  pythons: readonly string[],
  train: LabeledTable,
  test: LabeledTable,
): Promise<Peer | string> => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-learning-'))
  await writeFile(join(folder, 'train.f32'), train.table.values)
  await writeFile(join(folder, 'train.u8'), train.labels)
  await writeFile(join(folder, 'test.f32'), test.table.values)
  const reasons: string[] = []
  for (const python of pythons) {
    const child = spawn(python, [program, folder, String(train.table.columns)], { stdio: ['pipe', 'pipe', 'ignore'] })
    const answers = readAnswers(child)
    const first = await answers()
    if (first?.version !== undefined) return createPeer(child, answers, folder, first.version)
    reasons.push(`${python}: ${first?.missing ?? 'it does not start'}`)
  }
  await rm(folder, { recursive: true, force: true })
  return reasons.join('; ')
}

const createPeer = (
  child: ChildProcess,
  answers: () => Promise<Answer | undefined>,
  folder: string,
  version: string,
): Peer => ({
  version,
  fit: async () => {
    child.stdin?.write('\n')
    const seconds = (await answers())?.seconds
    if (seconds === undefined) throw new Error('The peer ended without an answer.')
    const bytes = await readFile(join(folder, 'test.f64'))
    return { seconds, scores: new Float64Array(Uint8Array.from(bytes).buffer) }
  },
  [Symbol.asyncDispose]: async () => {
    child.stdin?.end()
    if (child.exitCode === null) await once(child, 'close')
    await rm(folder, { recursive: true, force: true })
  },
})

/** Reads one answer after another; undefined when the program has ended or was never there. */
const readAnswers = (child: ChildProcess): (() => Promise<Answer | undefined>) => {
  // A program that is not there reports an error of its own and closes its output; the missing answer says so already.
  child.on('error', () => undefined)
  child.stdin?.on('error', () => undefined)
  if (child.stdout === null) return async () => undefined
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return async () => {
    const { value, done } = await lines.next()
    return done === true ? undefined : (JSON.parse(String(value)) as Answer)
  }
}
