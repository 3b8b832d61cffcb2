/** Places for checkpoints, as an operator writes them down. */
import type { X509Certificate } from 'node:crypto'
import { isAbsolute } from 'node:path'
import type { RandomBytes } from '#platform/id'
import { anchorOnChain } from './chain.ts'
import { anchorInFile } from './file.ts'
import type { AnchorPlace } from './place.ts'
import { anchorByStamp } from './stamp.ts'

const addressShape = /^0x[0-9a-fA-F]{40}$/

const onChain = (place: string): AnchorPlace | null => {
  if (!URL.canParse(place)) return null
  const url = new URL(place)
  const [contract, from] = ['contract', 'from'].map((name) => url.searchParams.get(name) ?? '')
  if (![contract, from].every((each) => addressShape.test(each))) return null
  url.search = ''
  return anchorOnChain({ node: url.href, contract: contract.toLowerCase(), from: from.toLowerCase() })
}

export interface AnchorNeeds {
  readonly randomBytes: RandomBytes
  /** Certificates whose time stamp servers are believed; without them any server is. */
  readonly stampAuthorities?: readonly X509Certificate[]
}

/**
 * `file:/path`, `stamp:https://tsa.example/tsr`, or `chain:https://node.example/?contract=0x…&from=0x…`. Throws RangeError for anything
 * else.
 */
export const openAnchor = (text: string, { randomBytes, stampAuthorities: authorities }: AnchorNeeds): AnchorPlace => {
  const [, kind, place = ''] = /^(file|stamp|chain):(.+)$/.exec(text) ?? []
  const opened =
    kind === 'file' && isAbsolute(place)
      ? anchorInFile(place)
      : kind === 'stamp' && URL.canParse(place)
        ? anchorByStamp(place, { randomBytes, authorities })
        : kind === 'chain'
          ? onChain(place)
          : null
  if (!opened) throw new RangeError(`${text} is no place for checkpoints`)
  return opened
}
