import { useEffect, useRef } from 'react'
import { boardEvents } from '#wire/locker'

/** Hears that something happened in the locker halls, for as long as the page is open; and at each new connection, for what was missed. */
export const useBoardEvents = (onNews: () => void): void => {
  const told = useRef(onNews)
  useEffect(() => {
    told.current = onNews
  })
  useEffect(() => {
    const source = new EventSource(boardEvents.path)
    const tell = () => told.current()
    source.addEventListener('open', tell)
    source.addEventListener('locker', tell)
    return () => source.close()
  }, [])
}
