import { useEffect, useState } from 'react'
import { useProposeClient } from '../../proposing.ts'
import { makeKey } from './make-key.ts'

/** Makes a key as the panel opens, and asks for what goes with its hash. */
export const useProposeKey = () => {
  const [made, setMade] = useState<Awaited<ReturnType<typeof makeKey>> | null>(null)
  useEffect(() => {
    makeKey().then(setMade)
  }, [])
  return { made, proposing: useProposeClient() }
}
