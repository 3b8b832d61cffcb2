import { parseArgs } from 'node:util'
import { conclude, runProgram } from '../program.ts'
import { measureAudit } from './measure.ts'

await runProgram(async (server, stopping) => {
  const { values } = parseArgs({
    options: { quick: { type: 'boolean', default: false }, seconds: { type: 'string' }, json: { type: 'string' } },
  })
  const report = await measureAudit({
    server,
    stopping,
    isQuick: values.quick,
    seconds: Number(values.seconds ?? (values.quick ? 2 : 5)),
    say: (line) => console.log(line),
  })
  return conclude(report, 'Every book and every tree', values.json)
})
