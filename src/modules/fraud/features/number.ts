/** Short names of entities, the same in every process and after every start. */

const mix = (hash: number, factor: number): number => Math.imul(hash ^ (hash >>> 16), factor)

/** A number of 53 bits for an id. Two ids share one about as often as two thrown coins agree 53 times. */
export const numberOf = (id: string): number => {
  let [low, high] = [0x1b873593, 0x2545f491]
  for (let index = 0; index < id.length; index++) {
    const code = id.charCodeAt(index)
    low = Math.imul(low ^ code, 0x9e3779b1)
    high = Math.imul(high ^ code, 0x5f356495)
  }
  low = mix(low, 0x85ebca6b) ^ mix(high, 0xc2b2ae35)
  high = mix(high, 0x85ebca6b) ^ mix(low, 0xc2b2ae35)
  return (high >>> 11) * 2 ** 32 + (low >>> 0)
}
