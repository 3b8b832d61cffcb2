/** How a name that a payer typed fits the holder's. */
import { nameDistance } from '#modules/fraud'

/** Up to this distance a typed name is close to the holder's: a nickname, a slip of the finger, a middle name left out. */
const closeUpTo = 0.4

export const matchOf = (typed: string, holder: string): 'same' | 'close' | 'differs' => {
  const distance = nameDistance(typed, holder)
  if (distance === 0) return 'same'
  return distance <= closeUpTo ? 'close' : 'differs'
}
