import { writeFile } from 'node:fs/promises'
import { explainPlainly } from '#platform/plain-errors'
import { runBenchmark } from './benchmark.ts'
import { readOptions } from './options.ts'
import { barLine } from './report.ts'

// The benchmark's one place that reads arguments and exits.

const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not wait for the fit that is going on.
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  })
}

try {
  const options = readOptions(process.argv.slice(2), process.cwd())
  const report = await runBenchmark(options, (line) => console.log(line), stopping.signal)
  console.log(`\n${barLine(report)}`)
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
    console.log(`Wrote ${options.json}.`)
  }
} catch (error) {
  console.error(stopping.signal.aborted ? 'Stopped before the end.' : (explainPlainly(error) ?? error))
  process.exitCode = 1
}
