import { barLines } from '../ledger/table.ts'
import { conclude, runProgram } from '../program.ts'
import { runBenchmark } from './benchmark.ts'
import { readOptions } from './options.ts'
import { judge, makeReport } from './report.ts'

// One of the benchmarks' places that read the environment.

await runProgram(async (server, stopping) => {
  const options = readOptions(process.argv.slice(2), process.cwd())
  const say = (line: string) => console.log(line)
  const findings = await runBenchmark({ ...options, server, path: process.env.PATH ?? '', stopping, say })
  console.log(`\n${barLines(judge(findings)).join('\n')}\n`)
  return conclude(makeReport(findings), 'Every payment', options.json)
})
