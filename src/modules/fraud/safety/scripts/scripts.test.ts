import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createSafetyGuard } from '../guard.ts'
import { genuineNames, genuineNotes, scamNotes } from './test-notes.ts'

const guard = createSafetyGuard()

test('notes that follow a script are told by it, in three languages', () => {
  for (const [code, notes] of Object.entries(scamNotes))
    for (const note of notes) {
      const codes = guard.check({ note }).findings.map((finding) => finding.code)
      assert.ok(codes.includes(code), `${note}: ${codes}`)
    }
})

test('genuine notes are not flagged, though they speak of refunds, police, prizes and banks', () => {
  for (const note of genuineNotes) assert.deepEqual(guard.check({ note }).findings, [], note)
})

test('payees that call themselves a bank, its support or an office are told; people and shops are not', () => {
  const codeOf = (payee: string) => guard.check({ payee }).findings.map(({ code, severity }) => `${code} ${severity}`)
  assert.deepEqual(codeOf('SBI Customer Care'), ['payee-brand danger'])
  assert.deepEqual(codeOf('PayPal Refund Dept'), ['payee-brand danger'])
  assert.deepEqual(codeOf('HDFC BANK'), ['payee-brand caution'])
  assert.deepEqual(codeOf('Gооgle Pay Support'), ['payee-disguised danger', 'payee-brand danger'])
  assert.deepEqual(codeOf('Income Tax Refund'), ['payee-brand danger', 'payee-office danger'])
  assert.deepEqual(codeOf('मुंबई पुलिस'), ['payee-office danger'])
  for (const name of genuineNames) assert.deepEqual(codeOf(name), [], name)
})

test('the pause grows with the danger, and a notice has none', () => {
  const secondsOf = (note: string, links: string[] = []) => guard.check({ note, links }).pauseSeconds
  assert.equal(secondsOf('lunch'), 0)
  assert.equal(secondsOf('', ['https://bit.ly/a']), 5)
  assert.equal(secondsOf('move to safe account'), 12)
  assert.equal(secondsOf('move to safe account, install anydesk', ['http://10.2.3.4/']), 18)
  assert.equal(secondsOf('', ['not a link at all']), 0)
})

test('a code of payment is no link, and a foreign code is looked at', () => {
  const codesOf = (code: string) => guard.check({ code }).findings.map((finding) => [finding.code, finding.about])
  assert.deepEqual(codesOf('bankserver:ABC123'), [])
  assert.deepEqual(codesOf('https://paypa1.com/pay'), [['link-look-alike', 'code']])
})
