import { useEffect, useRef } from 'react'
import type { AlertView } from '#wire/fraud'
import { alert, alertKind, alerts } from '#wire/fraud'

/** Hears what the bank tells at once, for as long as the page is open. The browser comes back by itself and is told what it missed. */
export const useAlerts = (hear: (alert: AlertView) => void, isOn: boolean): void => {
  const told = useRef(hear)
  useEffect(() => {
    told.current = hear
  })
  useEffect(() => {
    if (!isOn) return
    const source = new EventSource(alerts.path)
    const take = ({ data }: MessageEvent<string>): void => {
      const read = alert.safeParse(JSON.parse(data))
      // An alert of a newer bank than this page knows is left to the pages that ask by themselves.
      if (read.success) told.current(read.data)
    }
    for (const kind of alertKind.options) source.addEventListener(kind, take)
    return () => source.close()
  }, [isOn])
}
