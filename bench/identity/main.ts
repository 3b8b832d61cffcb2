import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { conclude, runProgram } from '../program.ts'
import { runBenchmark } from './benchmark.ts'

await runProgram(async (server) => {
  const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } } })
  const report = await runBenchmark({ server, isQuick: values.quick, say: (line) => console.log(line) })
  for (const { name, value, below, passed } of report.bars)
    console.log(`${(passed ? 'pass' : 'FAIL').padEnd(8)}${name.padEnd(36)}${String(value).padEnd(10)}below ${below}`)
  return conclude(report, 'Every answer', values.json && resolve(values.json))
})
