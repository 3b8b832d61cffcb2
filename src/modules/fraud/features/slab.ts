/**
 * A slab of numbers that grows with what is known: a head of fixed slots, behind it the rows of its rings, and from the end backward the
 * numbers of its tail. Most accounts and devices are seen a few times, and thousands of zeros for each would be most of a memory.
 */

/** Where the parts of a slab lie; a slot of its head says how many rows of rings there are, another how many numbers the tail has. */
export interface Form {
  /** How many numbers the head has. */
  readonly head: number
  readonly rowsSlot: number
  readonly tailSlot: number
}

/** Whoever holds a slab: one that has no more room gives way to a wider one. */
export interface Holder {
  slab: Float64Array
}

/** Numbers of one row of a ring: its key, a count and a sum. */
export const rowLength = 3

const roomAtFirst = 18

export const createSlab = ({ head }: Form): Float64Array => new Float64Array(head + roomAtFirst)

/** Few different lengths, so that what one entity leaves can serve another. */
const nextRoom = (room: number): number => Math.ceil(room / 4) * 6

/** Has room for so many more numbers. */
export const makeRoom = (holder: Holder, { head, rowsSlot, tailSlot }: Form, more: number): void => {
  const { slab } = holder
  const rowsEnd = head + slab[rowsSlot] * rowLength
  const tail = slab[tailSlot]
  if (rowsEnd + tail + more <= slab.length) return
  const wider = new Float64Array(head + nextRoom(slab.length - head))
  wider.set(slab.subarray(0, rowsEnd))
  wider.set(slab.subarray(slab.length - tail), wider.length - tail)
  holder.slab = wider
}
