/** Every ten seconds the kiosk tells the bank how it is, delivers what waits, and takes a new permit where it may have one. */
import { useEffect } from 'react'
import { tellSigns } from '#wire/locker'
import type { CameraState } from '../camera/camera.tsx'
import { renewPermit } from '../offline/permits.ts'
import type { Queue } from '../queue/queue.ts'
import type { Offline } from './kept.ts'
import type { Work } from './work.ts'

const BEAT_MS = 10_000
/** Where the bank was lost, it is looked for more often. */
const SEEK_MS = 3_000

type Battery = { readonly charging: boolean }
const powerNow = async (): Promise<'mains' | 'battery' | 'unknown'> => {
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> }
  const battery = await getBattery?.call(navigator).catch(() => undefined)
  return battery === undefined ? 'unknown' : battery.charging ? 'mains' : 'battery'
}

type BeatNeeds = {
  readonly work: Work
  readonly queue: Queue
  readonly camera: CameraState
  readonly policy: () => Offline
}

/** Answers how long to wait until the next one. */
const beatOnce = async ({ work, queue, camera, policy }: BeatNeeds): Promise<number> => {
  try {
    const [power, waits] = [await powerNow(), await queue.count()]
    await work.ask(tellSigns, { body: { at: new Date().toISOString(), power, camera, waits } })
    await work.deliver()
    await renewPermit(work.ask, policy())
    return BEAT_MS
  } catch {
    // What the line is has been noted where it was asked.
    return SEEK_MS
  }
}

export const useBeat = ({ work, queue, camera, policy }: BeatNeeds): void => {
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const beat = async (): Promise<void> => {
      const pause = await beatOnce({ work, queue, camera, policy })
      if (!isOver) timer = setTimeout(beat, pause)
    }
    void beat()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [work, queue, camera, policy])
}
