import { useEffect, useRef } from 'react'
import type { AlertView } from '#wire/fraud'
import { alert, alertKind, alerts } from '#wire/fraud'

const AGAIN_MS = 15_000

/** Hears what the bank tells at once, for as long as the page is open. The browser comes back by itself and is told what it missed. */
export const useAlerts = (hear: (alert: AlertView) => void, isOn: boolean): void => {
  const told = useRef(hear)
  useEffect(() => {
    told.current = hear
  })
  useEffect(() => {
    if (!isOn) return
    let source: EventSource
    let again: ReturnType<typeof setTimeout> | undefined
    const take = ({ data }: MessageEvent<string>): void => {
      const read = alert.safeParse(JSON.parse(data))
      // An alert of a newer bank than this page knows is left to the pages that ask by themselves.
      if (read.success) told.current(read.data)
    }
    const follow = (): void => {
      source = new EventSource(alerts.path)
      for (const kind of alertKind.options) source.addEventListener(kind, take)
      // A no of the bank closes it for good: the session has to be proved first, say.
      source.addEventListener('error', () => {
        if (source.readyState === EventSource.CLOSED) again = setTimeout(follow, AGAIN_MS)
      })
    }
    follow()
    return () => {
      clearTimeout(again)
      source.close()
    }
  }, [isOn])
}
