import { useEffect, useRef } from 'react'
import type { Alarm } from '#wire/identity'
import { alarms } from '#wire/identity'

/** Hears at once when somebody takes a right alone or a sealed row turns out to be altered, for as long as the page is open. */
export const useAlarms = (hear: (alarm: Alarm) => void, isOn: boolean): void => {
  const told = useRef(hear)
  useEffect(() => {
    told.current = hear
  })
  useEffect(() => {
    if (!isOn) return
    const source = new EventSource(alarms.path)
    const listen = ({ data }: MessageEvent<string>) => {
      const read = alarms.events?.safeParse(JSON.parse(data))
      if (read?.success) told.current(read.data as Alarm)
    }
    for (const kind of ['right-taken', 'altered'] as const) source.addEventListener(kind, listen)
    return () => source.close()
  }, [isOn])
}
