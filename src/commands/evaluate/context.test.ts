import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contextOf, kindOfColumn } from './context.ts'

test('a column’s name says what kind of context it is', () => {
  const names = [
    'device_id',
    'DeviceInfo',
    'client_ip',
    'city',
    'merchant_zip',
    'lat',
    'category',
    'MCC',
    'type',
    'chip',
  ]
  assert.deepEqual(names.map(kindOfColumn), [
    ...['device', 'device', 'network', 'place', 'place', 'place', 'category', 'category', 'category', 'category'],
  ])
})

test('columns become words, latitude and longitude a point, and nothing said is nothing known', () => {
  const read = contextOf(['long', 'category', 'lat', 'device'])
  assert.deepEqual(read(['77.1025', ' food ', '28.7041', '']), {
    device: null,
    network: null,
    place: '28.7041,77.1025',
    category: 'food',
  })
  assert.equal(read(['', 'food', '', 'x']).place, null)
  assert.equal(read(['77.10254321987654', 'food', '28', 'x']).place, '28,77.102543219')
  assert.deepEqual(contextOf(['mcc', 'entry'])(['5411', 'chip']).category, '5411 | chip')
  assert.equal(contextOf(['category'])([`a\nb${'x'.repeat(300)}`]).category?.length, 200)
})
