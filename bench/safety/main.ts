/** How long the guard takes to look at a payment's note, payee and links: in this thread, as the bank calls it. */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createSafetyGuard, generateLinks } from '#modules/fraud'

const most = 2000
const rounds = 20_000
const warmUp = 2000

const notes = [
  'rent for March',
  'KYC expired, update fee',
  'see you at garden.in/menu',
  'रिफंड पाने के लिए शुल्क',
  'lunch 12.50',
]
const names = ['Asha Kurien', 'SBI Customer Care', 'Gооgle Pay Support', 'मीना कुमारी']

const { values } = parseArgs({ options: { json: { type: 'string' }, quick: { type: 'boolean', default: false } } })
const guard = createSafetyGuard()
const links = generateLinks(4000, 11).map(({ url }) => url)
const look = (round: number) => {
  const link = links[round % links.length]
  guard.check({ note: `${notes[round % notes.length]} ${link}`, payee: names[round % names.length], links: [link] })
}

for (let round = 0; round < warmUp; round++) look(round)
const micros = Float64Array.from({ length: values.quick ? rounds / 4 : rounds }, (_, round) => {
  const from = performance.now()
  look(round)
  return (performance.now() - from) * 1000
}).sort()
const at = (share: number) => Math.round(micros[Math.floor(micros.length * share)])
const report = { checks: micros.length, p50_us: at(0.5), p99_us: at(0.99), p999_us: at(0.999), proved: at(0.99) < most }

console.log(`${report.checks} checks of a note, a name and two links: p50 ${report.p50_us} µs, p99 ${report.p99_us} µs`)
console.log(`${report.proved ? 'pass' : 'FAIL'}    p99 below ${most} µs`)
if (values.json) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
process.exitCode = report.proved ? 0 : 1
