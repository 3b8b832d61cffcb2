import { conclude, runProgram } from '../program.ts'
import { runBenchmark } from './benchmark.ts'
import { readOptions } from './options.ts'
import { barLine } from './table.ts'

await runProgram(async (server, stopping) => {
  const options = readOptions(process.argv.slice(2), process.cwd())
  const report = await runBenchmark({ ...options, server, stopping, say: (line) => console.log(line) })
  console.log(`\n${report.bars.map(barLine).join('\n')}\n`)
  return conclude(report, 'Every run', options.json)
})
