import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GraphLink, GraphNode } from '#wire/payments'
import { box, layOut } from './graph-layout.ts'

const node = (id: string, role: GraphNode['role']): GraphNode => ({ id, role, name: id, detail: '', customer: null })
const paid = (from: string, to: string): GraphLink => ({ from, to, what: 'paid', payments: 1, frauds: 0 })

test('twelve nodes stand apart from one another, within the picture', () => {
  const nodes = [
    node('ada', 'payer'),
    node('bob', 'payee'),
    ...'cdefghijk'.split('').map((id) => node(id, 'account')),
    node('phone', 'device'),
  ]
  const links = [
    paid('ada', 'bob'),
    ...'cdef'.split('').map((id) => paid(id, 'bob')),
    paid('ada', 'g'),
    paid('ada', 'h'),
  ]
  const { nodes: placed, width, height } = layOut(nodes, links)
  for (const one of placed) {
    assert.ok(one.x >= 0 && one.x + box.width <= width && one.y >= 0 && one.y + box.height <= height, one.id)
    for (const other of placed)
      if (one.id < other.id)
        assert.ok(
          Math.abs(one.x - other.x) >= box.width || Math.abs(one.y - other.y) >= box.height,
          `${one.id} ${other.id}`,
        )
  }
  const xOf = (id: string) => placed.find((one) => one.id === id)?.x ?? -1
  assert.ok(xOf('ada') < xOf('phone') && xOf('phone') < xOf('bob'))
  assert.deepEqual([xOf('c'), xOf('g')], [xOf('ada'), xOf('bob')])
})
