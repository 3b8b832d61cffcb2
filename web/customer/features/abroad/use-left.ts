import { useEffect, useState } from 'react'

const secondMs = 1000

/** Whole seconds that are left of what was got now and holds for so long; counted here, for the clocks of both sides may differ. */
export const useLeft = (holdsMs: number, of: string | undefined): number => {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (of === undefined) return setLeft(0)
    const ends = performance.now() + holdsMs
    const tick = () => setLeft(Math.max(0, Math.ceil((ends - performance.now()) / secondMs)))
    tick()
    const timer = setInterval(tick, secondMs / 2)
    return () => clearInterval(timer)
  }, [holdsMs, of])
  return left
}
