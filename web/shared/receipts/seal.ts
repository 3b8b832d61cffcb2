/** The curves of a seal, drawn from the 32 bytes of a receipt's SHA-256: three rings whose petals, depth and harmonics are those bytes. */

interface Ring {
  readonly radius: number
  readonly depth: number
  readonly petals: number
  readonly curves: number
  readonly bend: number
  readonly harmonic: number
}

const pick = (list: readonly number[], byte: number): number => list[byte % list.length] ?? 0

const ringsOf = (hash: Uint8Array): Ring[] => {
  const byte = (place: number) => hash[place] ?? 0
  const part = (place: number) => byte(place) / 255
  return [
    {
      radius: 57,
      depth: 9 + part(4) * 8,
      petals: pick([14, 18, 21, 24, 28, 32], byte(0)),
      curves: 3 + (byte(5) % 3),
      bend: 0.15 + part(6) * 0.5,
      harmonic: 2 + (byte(7) % 2),
    },
    {
      radius: 39,
      depth: 9 + part(8) * 9,
      petals: pick([9, 10, 12, 15, 16, 20], byte(1)),
      curves: 3 + (byte(9) % 4),
      bend: part(10) * 0.55,
      harmonic: 2 + (byte(11) % 3),
    },
    {
      radius: 25,
      depth: 5 + part(12) * 5,
      petals: pick([5, 6, 7, 8, 9, 11], byte(2)),
      curves: 3 + (byte(13) % 3),
      bend: part(14) * 0.4,
      harmonic: 2,
    },
  ]
}

const curveOf = ({ radius, depth, petals, bend, harmonic }: Ring, phase: number): string => {
  const steps = Math.max(160, petals * harmonic * 9)
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const angle = (2 * Math.PI * step) / steps
    const wave = depth * Math.cos(petals * angle + phase) + depth * bend * Math.cos(petals * harmonic * angle - phase)
    const at = radius + wave / (1 + bend * 0.6)
    return `${(at * Math.cos(angle)).toFixed(1)} ${(at * Math.sin(angle)).toFixed(1)}`
  })
  return `M${points.join('L')}Z`
}

/** The paths of all curves, in a box from -100 to 100. */
export const sealPaths = (hash: Uint8Array): string[] =>
  ringsOf(hash).flatMap((ring) =>
    Array.from({ length: ring.curves }, (_, number) => curveOf(ring, (2 * Math.PI * number) / ring.curves)),
  )
