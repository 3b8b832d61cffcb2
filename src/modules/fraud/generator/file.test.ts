import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { generateLines } from './file.ts'

const write = (seed: number, days = 20) => [...generateLines({ customers: 60, days, seed })].join('')

/** Cells of a line; a place is the only one in quotes. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:"([^"]*)"|([^,]*))(?:,|$)/g)].slice(0, 14).map(([, quoted, bare]) => quoted ?? bare)

test('the same seed writes the same bytes, another one others', () => {
  assert.equal(write(3, 5), write(3, 5))
  assert.notEqual(write(3, 5), write(4, 5))
})

test('a longer file begins with the shorter one', () => {
  assert.ok(write(3, 9).startsWith(write(3, 8)))
})

test('every line has its fourteen cells, in the order of time; labels are known after the payment', () => {
  const [header, ...lines] = write(3, 40).trimEnd().split('\n')
  assert.equal(header, 'id,time,payer,payee,amount,currency,kind,device,network,place,category,label,known_at,scenario')
  assert.ok(lines.length > 2_000)
  assert.equal(new Set(lines.map((line) => cellsOf(line)[0])).size, lines.length)
  let before = ''
  for (const line of lines) {
    const [, time, payer, payee, amount, currency, kind, , , place, , label, knownAt, scenario] = cellsOf(line)
    assert.ok(time >= before && payer !== '' && /^\d+\.\d\d$/.test(amount) && currency === 'EUR', line)
    assert.equal(payee === '', kind === 'withdrawal', line)
    assert.equal(label, scenario === 'genuine' ? '0' : '1', line)
    assert.ok(knownAt === '' || (label === '1' && Date.parse(knownAt) > Date.parse(time)), line)
    assert.ok(place === '' || /^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(place), line)
    before = time
  }
  const labels = lines.filter((line) => cellsOf(line)[11] === '1')
  const known = labels.map((line) => cellsOf(line)).filter((cells) => cells[12] !== '')
  assert.ok(known.length > 0.8 * labels.length)
  assert.ok(known.some((cells) => Date.parse(cells[12]) - Date.parse(cells[1]) > 3 * dayMs))
})
