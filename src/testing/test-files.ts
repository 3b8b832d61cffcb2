import { once } from 'node:events'
import { relative } from 'node:path'
import type { EventData } from 'node:test'
import { run } from 'node:test'
import { inspect, stripVTControlCharacters } from 'node:util'
import type { Tally } from './tally.ts'

/** Which test files to run and how. */
export type TestFiles = {
  files: string[]
  projectFolder: string
  /** How many files at once. */
  concurrency: number
  /** The most a single test may take. */
  timeoutMs: number
  /** What every test process gets on its command line. */
  args: string[]
  stopping: AbortSignal
  /** Told how many files are done. */
  onFile: (done: number) => void
  /** Told of each failure, in full, and of each skipped test with its reason. */
  onLine: (line: string) => void
}

/** Runs test files, each in a process of its own, and counts. */
export async function runTestFiles(options: TestFiles): Promise<Tally> {
  const { files, concurrency, timeoutMs, args, stopping, onFile, onLine, projectFolder } = options
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 }
  const said = new Map<string, string>()
  let done = 0
  const stream = run({
    files,
    concurrency,
    timeout: timeoutMs,
    argv: args,
    // A test that was given up may leave timers behind, which must not keep its process, and so the whole run, waiting.
    execArgv: ['--disable-warning=ExperimentalWarning', '--test-force-exit'],
    signal: stopping,
  })
  const listen = (file: string | undefined, message: string) => {
    if (file !== undefined) said.set(file, (said.get(file) ?? '') + message)
  }
  stream.on('test:stdout', ({ file, message }) => listen(file, message))
  stream.on('test:stderr', ({ file, message }) => listen(file, message))
  stream.on('test:pass', (data) => {
    if (data.details.type === 'suite') return
    if (data.skip === undefined) tally.passed += 1
    else {
      tally.skipped += 1
      if (typeof data.skip === 'string') onLine(`  skipped: ${data.name}: ${data.skip}`)
    }
  })
  stream.on('test:fail', (data) => {
    if (data.details.type === 'suite') return
    tally.failed += 1
    onLine(formatFailure(data, projectFolder, said.get(data.file ?? '') ?? ''))
    said.delete(data.file ?? '')
  })
  stream.on('test:complete', (data) => {
    if (data.nesting === 0 && data.name === data.file) onFile(++done)
  })
  stream.resume()
  await once(stream, 'end')
  return tally
}

function formatFailure(data: EventData.TestFail, projectFolder: string, said: string): string {
  const place = data.file === undefined ? '' : `${relative(projectFolder, data.file)}:${data.line ?? 1}`
  const { error } = data.details
  const reason = stripVTControlCharacters(inspect(error.cause ?? error, { depth: 6, colors: false }))
  const output = said.trim() === '' ? '' : `\n\n  It wrote:\n${indent(said.trim().slice(-8000))}`
  return `\nFAILED: ${data.name}\n  ${place}\n${indent(reason)}${output}\n`
}

const indent = (text: string): string => text.replace(/^/gm, '  ')
