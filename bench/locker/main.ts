import { writeFile } from 'node:fs/promises'
import { explainPlainly } from '#platform/plain-errors'
import { runBenchmark } from './benchmark.ts'
import { readOptions } from './options.ts'

// The benchmark's one place that reads the environment and arguments, and exits.

try {
  const options = readOptions(process.argv.slice(2), process.cwd(), process.env.MODELS_DIR)
  const report = await runBenchmark(options, (line) => console.log(line))
  if (options.json !== undefined) {
    await writeFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
    console.log(`Wrote ${options.json}.`)
  }
  process.exit(0)
} catch (error) {
  console.error(explainPlainly(error) ?? error)
  process.exit(1)
}
