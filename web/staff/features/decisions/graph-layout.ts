import type { GraphLink, GraphNode } from '#wire/payments'

/** Where a node stands: its left upper corner, in pixels. */
export type Placed = GraphNode & { readonly x: number; readonly y: number }

export const box = { width: 130, height: 34 }
const columnGap = 66
const rowGap = 16

/** The column of a node: who pays at the left, who is paid at the right, a device and whoever does both between them. */
const columnOf = ({ role, id }: GraphNode, links: readonly GraphLink[]): 0 | 1 | 2 => {
  if (role === 'device') return 1
  if (role === 'payer') return 0
  if (role === 'payee') return 2
  const isPaid = links.some(({ what, to }) => what === 'paid' && to === id)
  const pays = links.some(({ what, from }) => what === 'paid' && from === id)
  return isPaid ? (pays ? 1 : 2) : 0
}

/** Three columns, payer and payee first in theirs; nothing overlaps, and the order is that of the bank. */
export const layOut = (nodes: readonly GraphNode[], links: readonly GraphLink[]) => {
  const filled = [0, 0, 0]
  const placed = nodes.map((node): Placed => {
    const column = columnOf(node, links)
    const row = filled[column]++
    return { ...node, x: column * (box.width + columnGap) + 1, y: row * (box.height + rowGap) + 1 }
  })
  // What stands between them stands lower than the line between payer and payee.
  const between = box.width + columnGap + 1
  const shifted = placed.map((node) => (node.x === between ? { ...node, y: node.y + box.height + rowGap } : node))
  const height = Math.max(0, ...shifted.map(({ y }) => y)) + box.height + 2
  return { nodes: shifted, width: 3 * box.width + 2 * columnGap + 2, height }
}
