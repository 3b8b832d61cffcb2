import { useEffect, useRef } from 'react'
import { type BoardEvent, boardEvent, boardEvents } from '#wire/locker'

/** Hears what happens in the locker halls for as long as the page is open. `onOpen` comes at each new connection: what was missed is to be asked for. */
export const useBoardEvents = (hear: (event: BoardEvent) => void, onOpen: () => void): void => {
  const told = useRef({ hear, onOpen })
  useEffect(() => {
    told.current = { hear, onOpen }
  })
  useEffect(() => {
    const source = new EventSource(boardEvents.path)
    source.addEventListener('open', () => told.current.onOpen())
    source.addEventListener('locker', ({ data }: MessageEvent<string>) => {
      const read = boardEvent.safeParse(JSON.parse(data))
      // What a newer bank than this page tells of is left to the next reading of the board.
      if (read.success) told.current.hear(read.data)
    })
    return () => source.close()
  }, [])
}
