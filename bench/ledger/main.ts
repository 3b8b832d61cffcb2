import { conclude, runProgram } from '../program.ts'
import { runBenchmark, usualSizes } from './benchmark.ts'
import { readOptions } from './options.ts'
import { makePlan } from './plan.ts'
import { barLines } from './table.ts'

// One of the benchmarks' places that read the environment.

const longestQuickMs = 37_000

await runProgram(async (server, stopping) => {
  const options = readOptions(process.argv.slice(2), process.cwd())
  const { report, bars } = await runBenchmark({
    server,
    plan: makePlan(options),
    sizes: usualSizes,
    seconds: options.seconds,
    endsByMs: options.isQuick ? longestQuickMs : null,
    path: process.env.PATH ?? '',
    say: (line) => console.log(line),
    stopping,
  })
  console.log(`\n${barLines(bars).join('\n')}\n`)
  return conclude(report, 'Every book', options.json)
})
