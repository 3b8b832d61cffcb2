import assert from 'node:assert/strict'
import { test } from 'node:test'
import { barLine, heading, kindLine, medianOf, type Report } from './report.ts'

const report: Report = {
  machine: { cpu: 'x', cores: 1, memory_gib: 1, system: 'x', node: 'x', load_before: 0 },
  rows: 1,
  columns: 1,
  positives: 1,
  seed: 1,
  kinds: [],
  peer: { version: '1', fit_seconds: 1, auc: 0.5 },
  peer_missing: null,
  ratio_boosting_to_peer: 1.4,
  ratio_limit: 2,
  passed: true,
}

test('the middle of an even number of values is the mean of two', () => {
  assert.equal(medianOf([9, 1, 4]), 4)
  assert.equal(medianOf([4, 1, 2, 9]), 3)
})

test('columns stand below their heading', () => {
  const result = {
    kind: 'kmeans',
    fit_seconds: 2,
    microseconds_per_row: 1,
    microseconds_per_explanation: null,
    auc: 0.5,
  }
  assert.equal(kindLine(result).length, heading.length)
  assert.equal(kindLine({ ...result, microseconds_per_explanation: 12 }).length, heading.length)
})

test('the bar says whether it was passed, or that the peer is missing', () => {
  assert.match(barLine(report), /^pass .* 1\.40 times/)
  assert.match(barLine({ ...report, ratio_boosting_to_peer: 2.4, passed: false }), /^FAIL .* 2\.40 times/)
  const alone = { ...report, ratio_boosting_to_peer: null, peer_missing: 'python3: no module', passed: null }
  assert.match(barLine(alone), /^not run .*missing \(python3: no module\)/)
})
