/** What anybody may read of the log, as files: tiles, checkpoints, keys, what witnesses signed, and time stamps (C2SP tlog-tiles). */
import type { Database } from '#platform/database'
import type { AnswerForeign, ForeignAnswer } from '#platform/mount'
import { type Clock, secondMs } from '#platform/time'
import { lastCosigned } from '../cosign/take.ts'
import { entriesLevel } from '../tree/growing.ts'
import { hashBytes } from '../tree/hash.ts'
import { parseTilePath, tileWidth } from '../tree/tile.ts'
import { createTileCache } from '../tree/tile-cache.ts'

const cacheBytes = 32 * 1024 * 1024
const checkpointsAtOnce = 100
const anchorsAtOnce = 100

const forever = 'public, max-age=31536000, immutable'
const soon = 'public, max-age=1'

const nothing: ForeignAnswer = {
  status: 404,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: 'There is no such file in this log.\n',
}

const file = (body: Buffer | string, type: string, cache: string): ForeignAnswer => ({
  status: 200,
  headers: { 'content-type': type, 'cache-control': cache, 'access-control-allow-origin': '*' },
  body,
})

/** Entries with their lengths before them, as an entry bundle holds them. */
const bundleOf = (entries: Buffer): Buffer => {
  const count = entries.length / hashBytes
  const bundle = Buffer.alloc(count * (2 + hashBytes))
  for (let index = 0; index < count; index++) {
    const at = index * (2 + hashBytes)
    bundle.writeUInt16BE(hashBytes, at)
    entries.copy(bundle, at + 2, index * hashBytes, (index + 1) * hashBytes)
  }
  return bundle
}

/** Asks at most once in so long, however many want to know. */
const atMostEvery = <Answer>(periodMs: number, clock: Clock, ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let known: { at: number; answer: Promise<Answer> } | undefined
  return () => {
    const now = clock().getTime()
    if (known && now >= known.at && now < known.at + periodMs) return known.answer
    const answer = ask()
    known = { at: now, answer }
    answer.catch(() => {
      known = undefined
    })
    return answer
  }
}

/** Answers the paths below the address of the log. `clock` only says how old an answer is. */
export const createFiles = (db: Database, clock: Clock): AnswerForeign => {
  const cache = createTileCache(cacheBytes)

  const tile = async (path: string): Promise<ForeignAnswer> => {
    const place = parseTilePath(path)
    if (!place) return nothing
    const kept = cache.find(path)
    if (kept) return file(kept, 'application/octet-stream', forever)
    const level = place.level === 'entries' ? entriesLevel : place.level
    const [row] = await db.query<{ hashes: Buffer }>('select hashes from audit.tile where level = $1 and number = $2', [
      level,
      place.number,
    ])
    const wanted = place.width * hashBytes
    if (!row || row.hashes.length < wanted) return nothing
    const hashes = row.hashes.subarray(0, wanted)
    const body = place.level === 'entries' ? bundleOf(hashes) : hashes
    if (place.width === tileWidth) cache.keep(path, body)
    // What lies in an unfinished tile of this width never changes either.
    return file(body, 'application/octet-stream', forever)
  }

  const checkpoint = atMostEvery(secondMs, clock, async () => {
    const [row] = await db.query<{ note: string }>('select note from audit.checkpoint order by size desc limit 1')
    return row ? file(row.note, 'text/plain; charset=utf-8', soon) : nothing
  })

  const keys = atMostEvery(secondMs, clock, async () => {
    const rows = await db.query<{ content: string; first_index: bigint }>(
      "select content, first_index from audit.sheaf where kind = 'keys' and first_index is not null order by first_index",
    )
    const list = rows.map(({ content, first_index }) => ({ index: Number(first_index), content: JSON.parse(content) }))
    return file(`${JSON.stringify({ keys: list }, null, 1)}\n`, 'application/json', soon)
  })

  const cosigned = atMostEvery(secondMs, clock, async () => {
    const note = await lastCosigned(db)
    return note === undefined ? nothing : file(note, 'text/plain; charset=utf-8', soon)
  })

  /** What is on a disk of the bank is nobody else's to see. */
  const anchors = atMostEvery(secondMs, clock, async () => {
    const rows = await db.query<{ place: string; note: string; evidence: Buffer }>(
      `select place, note, evidence from audit.anchor where place not like 'file:%' order by id desc limit ${anchorsAtOnce}`,
    )
    const list = rows.map(({ evidence, ...row }) => ({ ...row, evidence: evidence.toString('base64') }))
    return file(`${JSON.stringify(list)}\n`, 'application/json', soon)
  })

  const checkpoints = async (after: string): Promise<ForeignAnswer> => {
    if (!/^\d{1,15}$/.test(after)) return nothing
    const rows = await db.query<{ note: string }>(
      `select note from audit.checkpoint where size > $1 order by size limit ${checkpointsAtOnce}`,
      [after],
    )
    return file(`${JSON.stringify(rows.map(({ note }) => note))}\n`, 'application/json', soon)
  }

  return async ({ method, url }) => {
    const [path, query = ''] = url.slice(1).split('?')
    if (method !== 'GET') return nothing
    if (path === 'checkpoint') return checkpoint()
    if (path === 'keys') return keys()
    if (path === 'cosigned') return cosigned()
    if (path === 'anchors') return anchors()
    if (path === 'checkpoints') return checkpoints(/^after=(\d+)$/.exec(query)?.[1] ?? '0')
    return tile(path)
  }
}
