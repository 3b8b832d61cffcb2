import { Link } from '@tanstack/react-router'
import type { GraphLink, GraphNode } from '#wire/payments'
import styles from './decisions.module.css'
import { useDecisionsWords } from './decisions-words.ts'
import { box, layOut, type Placed } from './graph-layout.ts'

export type Graph = { readonly nodes: readonly GraphNode[]; readonly links: readonly GraphLink[] }

const LONGEST_NAME = 10

const useNames = () => {
  const say = useDecisionsWords()
  return ({ role, name, detail }: GraphNode): string => {
    if (role === 'device') return say('device', { name: detail })
    return `${name || say('someone')}, ${detail}`
  }
}

const shorten = (name: string): string =>
  name.length > LONGEST_NAME + 6 ? `${name.slice(0, LONGEST_NAME)}…${name.slice(-5)}` : name

const middle = ({ x, y }: Placed) => ({ x: x + box.width / 2, y: y + box.height / 2 })

const Line = ({ link, from, to }: { link: GraphLink; from: Placed; to: Placed }) => {
  const [start, end] = [middle(from), middle(to)]
  const className = [link.what === 'used' && styles.used, link.frauds > 0 && styles.fraud].filter(Boolean).join(' ')
  // A number of frauds stands nearer to who paid, where lines lie apart.
  const at = { x: start.x + (end.x - start.x) * 0.42, y: start.y + (end.y - start.y) * 0.42 }
  return (
    <>
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} className={className} />
      {link.frauds > 0 && (
        <>
          <rect className={styles.ground} x={at.x - 10} y={at.y - 9} width="20" height="18" />
          <text className={styles.count} x={at.x} y={at.y + 4} textAnchor="middle">
            {link.frauds}
          </text>
        </>
      )}
    </>
  )
}

const Box = ({ node, name }: { node: Placed; name: string }) => {
  const isThis = node.role === 'payer' || node.role === 'payee'
  const label = (
    <text x={node.x + 10} y={node.y + box.height / 2 + 4} fontWeight={isThis ? 600 : 400}>
      {shorten(name)}
    </text>
  )
  const frame = <rect x={node.x} y={node.y} width={box.width} height={box.height} />
  const className = isThis ? styles.this : undefined
  return node.customer ? (
    <Link to="/decisions" search={{ customer: node.customer }} aria-label={name} className={className}>
      {frame}
      {label}
    </Link>
  ) : (
    <g className={className}>
      {frame}
      {label}
    </g>
  )
}

const useTold = ({ nodes, links }: Graph) => {
  const say = useDecisionsWords()
  const nameOf = useNames()
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const name = (id: string): string => {
    const node = byId.get(id)
    if (!node) return say('someone')
    return node.role === 'device' ? node.detail : nameOf(node)
  }
  return links.map((link) => ({
    link,
    key: `${link.from} ${link.to}`,
    text: say(link.what, { count: link.payments, from: name(link.from), to: name(link.to) }),
    frauds: link.frauds > 0 ? say('ofThemFraud', { count: link.frauds }) : '',
  }))
}

/** Accounts and devices that share payments with one: a small picture, and the same as a list. */
export const Neighborhood = ({ graph }: { graph: Graph }) => {
  const say = useDecisionsWords()
  const nameOf = useNames()
  const told = useTold(graph)
  const { nodes, width, height } = layOut(graph.nodes, graph.links)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  if (told.length === 0) return <p className={styles.sentences}>{say('alone')}</p>
  return (
    <div className={styles.graph}>
      <div className={styles.picture}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`}>
          <title>{say('graph', { links: told.map(({ text }) => text).join('; ') })}</title>
          {told.map(({ link, key }) => {
            const [from, to] = [byId.get(link.from), byId.get(link.to)]
            return from && to ? <Line key={key} link={link} from={from} to={to} /> : null
          })}
          {nodes.map((node) => (
            <Box key={node.id} node={node} name={nameOf(node)} />
          ))}
        </svg>
      </div>
      <ul className={styles.links}>
        {told.map(({ key, text, frauds }) => (
          <li key={key}>
            {text}
            {frauds && (
              <>
                {', '}
                <b>{frauds}</b>
              </>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
