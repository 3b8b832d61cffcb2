/** This kiosk in service: its connection, its queue, and how it is, which it tells the bank every ten seconds. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { signWithKey } from '../../api/device-key.ts'
import { useCamera } from '../camera/camera.tsx'
import { createQueue, type NewEntry } from '../queue/queue.ts'
import { useBeat } from './beat.ts'
import { type AskBank, createConnection } from './connection.ts'
import { type Kept, keep, queueStore } from './kept.ts'
import { createWork, type Line } from './work.ts'

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
  const [line, setLine] = useState<Line>('starting')
  const [waiting, setWaiting] = useState(0)
  const { state: camera } = useCamera()
  const said = useRef(self.offline)
  useEffect(() => {
    said.current = self.offline
  }, [self])
  const policy = useCallback(() => said.current, [])

  const { connection, queue } = useMemo(() => openDevice(kept, setSelf), [kept])
  const work = useMemo(
    () => createWork({ connection, queue, policy, onLine: setLine, onWaiting: setWaiting }),
    [connection, queue, policy],
  )
  useEffect(() => {
    void queue.count().then(setWaiting)
  }, [queue])
  useBeat({ work, queue, camera, policy })

  const { ask, note } = work
  const kiosk = useMemo(() => ({ self, line, waiting, ask, note }), [self, line, waiting, ask, note])
  return <Place value={kiosk}>{children}</Place>
}
