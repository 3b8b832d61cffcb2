/** How somebody wants to read and hear the app: kept on this device, since it is about eyes and ears here and not about the account. */
import { useSyncExternalStore } from 'react'
import { type Earcon, play, wakeSound } from './earcon.ts'

/** Per cent of the usual size. */
export const typeSizes = ['100', '125', '150', '200'] as const
export type TypeSize = (typeof typeSizes)[number]
/** auto: as the device has it. */
export const motions = ['auto', 'less'] as const
export type Motion = (typeof motions)[number]

export interface Comfort {
  readonly type: TypeSize
  readonly motion: Motion
  readonly beeps: boolean
}

const KEY = 'bankserver-comfort'
const usual: Comfort = { type: '100', motion: 'auto', beeps: false }

const among = <Value extends string>(values: readonly Value[], value: unknown, otherwise: Value): Value =>
  values.find((each) => each === value) ?? otherwise

/** What was kept, read with suspicion: anybody at this device can have changed it. */
export const readComfort = (kept: string | null): Comfort => {
  try {
    const { type, motion, beeps } = { ...JSON.parse(kept ?? '{}') } as Readonly<Record<string, unknown>>
    return {
      type: among(typeSizes, type, usual.type),
      motion: among(motions, motion, usual.motion),
      beeps: beeps === true,
    }
  } catch {
    // Not JSON: as if nothing had been chosen.
    return usual
  }
}

let comfort = readComfort(localStorage.getItem(KEY))
const watchers = new Set<() => void>()

const wake = (): void => {
  if (comfort.beeps) wakeSound()
}

/** Puts the choice on the root of the page, where the style sheets read it. */
const apply = ({ type, motion }: Comfort): void => {
  const { dataset } = document.documentElement
  dataset.type = type
  dataset.motion = motion
}

/** To be called once, before anything is drawn. */
export const startComfort = (): void => {
  apply(comfort)
  // A browser lets nothing sound before a press, so that the first one wakes the sound.
  for (const press of ['pointerdown', 'keydown']) addEventListener(press, wake, { capture: true })
}

export const chooseComfort = (change: Partial<Comfort>): void => {
  comfort = { ...comfort, ...change }
  localStorage.setItem(KEY, JSON.stringify(comfort))
  apply(comfort)
  for (const tell of watchers) tell()
}

const watch = (tell: () => void): (() => void) => {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

export const useComfort = (): Comfort => useSyncExternalStore(watch, () => comfort)

/** Plays for whoever chose to hear the steps of what they do; silent for everybody else. */
export const beep = (earcon: Earcon): void => {
  if (comfort.beeps) play(earcon)
}
