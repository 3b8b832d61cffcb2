import assert from 'node:assert/strict'
import { test } from 'node:test'
import { tellDamage } from './rotate-keys.ts'

const tell = (damaged: Parameters<typeof tellDamage>[0]) => {
  const lines: string[] = []
  return { code: tellDamage(damaged, (line) => void lines.push(line)), lines }
}

test('a rotation that came upon values that do not open ends with 1, and names the row of each', () => {
  const { code, lines } = tell([
    { field: 'identity.person.email_sealed', row: '018f4e9a-0000-7000-8000-000000000001' },
    { field: 'identity.phone.number_sealed', row: '12' },
  ])
  assert.equal(code, 1)
  assert.deepEqual(lines.slice(1, 3), [
    '  identity.person.email_sealed of row 018f4e9a-0000-7000-8000-000000000001',
    '  identity.phone.number_sealed of row 12',
  ])
})

test('one that came upon none ends with 0, and says nothing of it', () => {
  assert.deepEqual(tell([]), { code: 0, lines: [] })
})
