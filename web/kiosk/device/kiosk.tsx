/** This kiosk in service: its connection, its queue, and how it is, which it tells the bank every ten seconds. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { deliverQueue, tellSigns } from '#wire/locker'
import { signWithKey } from '../../api/device-key.ts'
import { isUnreachable, Problem } from '../../api/problem.ts'
import { useCamera } from '../camera/camera.tsx'
import { createQueue, type NewEntry } from '../queue/queue.ts'
import { type AskBank, createConnection } from './connection.ts'
import { type Kept, keep, queueStore } from './kept.ts'

/** reached: the bank answers. lost: it does not. refused: it knows this kiosk's key no more. */
export type Line = 'starting' | 'reached' | 'lost' | 'refused'

type Kiosk = {
  readonly self: Kept
  readonly line: Line
  /** Entries that wait to be delivered. */
  readonly waiting: number
  readonly ask: AskBank
  /** Notes what happens while the bank is not reached. Answers whether it was kept. */
  readonly note: (entry: NewEntry) => Promise<boolean>
}

const Place = createContext<Kiosk | undefined>(undefined)

export const useKiosk = (): Kiosk => {
  const kiosk = useContext(Place)
  if (kiosk === undefined) throw new Error('There is no kiosk around this part.')
  return kiosk
}

const BEAT_MS = 10_000
/** Where the bank was lost, it is looked for more often. */
const SEEK_MS = 3_000

type Battery = { readonly charging: boolean }
const powerNow = async (): Promise<'mains' | 'battery' | 'unknown'> => {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> }
  const battery = await getBattery?.call(navigator).catch(() => undefined)
  return battery === undefined ? 'unknown' : battery.charging ? 'mains' : 'battery'
}

const lineOf = (error: unknown): Line | undefined => {
  if (isUnreachable(error)) return 'lost'
  return error instanceof Problem && error.code === 'kiosk-refused' ? 'refused' : undefined
}

const openDevice = (kept: Kept, onSelf: (self: Kept) => void) => ({
  connection: createConnection(
    kept,
    () => performance.now(),
    ({ offline, name, branch }) => {
      const self = { ...kept, offline, name, branch }
      onSelf(self)
      void keep(self)
    },
  ),
  queue: createQueue({
    kiosk: kept.id,
    store: queueStore,
    sign: (bytes) => signWithKey(kept.pair, bytes),
    now: () => new Date(),
  }),
})

export const KioskProvider = ({ kept, children }: { kept: Kept; children: ReactNode }) => {
  const [self, setSelf] = useState(kept)
  const { connection, queue } = useMemo(() => openDevice(kept, setSelf), [kept])
  const policy = useRef(self.offline)
  useEffect(() => {
    policy.current = self.offline
  }, [self])
  const { state: camera } = useCamera()
  const [line, setLine] = useState<Line>('starting')
  const [waiting, setWaiting] = useState(0)
  const wasLost = useRef(false)

  const device = useMemo(() => {
    const note = async (entry: NewEntry): Promise<boolean> => {
      const count = await queue.count()
      if (!policy.current.mayQueue || count >= policy.current.most) return false
      await queue.add(entry)
      setWaiting(count + 1)
      return true
    }
    const lose = (): void => {
      setLine('lost')
      if (wasLost.current) return
      wasLost.current = true
      void note({ kind: 'sign', box: '', note: 'The bank was not reached.' })
    }
    const watched: AskBank = async (endpoint, request) => {
      try {
        const answer = await connection.ask(endpoint, request)
        setLine('reached')
        return answer
      } catch (error) {
        const seen = lineOf(error)
        if (seen === 'lost') lose()
        else setLine(seen ?? 'reached')
        throw error
      }
    }
    const deliver = async (): Promise<void> => {
      wasLost.current = false
      await queue.deliver(async (entries) => (await watched(deliverQueue, { body: { entries } })).deliveredUpTo)
      setWaiting(await queue.count())
    }
    return { note, ask: watched, deliver }
  }, [connection, queue])

  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const beat = async (): Promise<void> => {
      let pause = BEAT_MS
      try {
        const [power, waits] = [await powerNow(), await queue.count()]
        setWaiting(waits)
        await device.ask(tellSigns, { body: { at: new Date().toISOString(), power, camera, waits } })
        await device.deliver()
      } catch {
        // What the line is has been noted where it was asked.
        pause = SEEK_MS
      }
      if (!isOver) timer = setTimeout(beat, pause)
    }
    void beat()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [device, queue, camera])

  const { ask, note } = device
  const kiosk = useMemo(() => ({ self, line, waiting, ask, note }), [self, line, waiting, ask, note])
  return <Place value={kiosk}>{children}</Place>
}
