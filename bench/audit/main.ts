import { parseArgs } from 'node:util'
import { conclude, runProgram } from '../program.ts'
import { measureAudit, parts } from './measure.ts'

await runProgram(async (server, stopping) => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      seconds: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
    },
  })
  const only = parts.find((part) => part === values.only)
  if (values.only !== undefined && only === undefined) throw new Error(`--only is one of ${parts.join(', ')}`)
  const report = await measureAudit({
    server,
    stopping,
    isQuick: values.quick,
    seconds: Number(values.seconds ?? (values.quick ? 2 : 5)),
    only,
    say: (line) => console.log(line),
  })
  return conclude(report, 'Every book and every tree', values.json)
})
