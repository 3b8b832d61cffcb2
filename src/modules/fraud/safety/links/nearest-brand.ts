/** The brand whose word a domain is nearest to, by slips of the finger and letters that look alike. */
import { type Brand, brandWords } from '../data/brands.ts'
import { isPlain, readAs, skeletonOf } from '../letters/confusables.ts'
import { slipsBetween } from '../letters/distance.ts'

export interface Near {
  readonly brand: Brand
  readonly word: string
  /** 0 where the word reads the same. */
  readonly slips: number
  /** Whether it reads the same only because letters or digits pass for others. */
  readonly isDisguised: boolean
}

const shortest = 5
/** Longer words may differ in two places. */
const longFrom = 10

const looked = brandWords
  .filter(({ word }) => word.length >= shortest)
  .map((entry) => ({ ...entry, skeleton: skeletonOf(entry.word), most: entry.word.length >= longFrom ? 2 : 1 }))

const everyWord = brandWords.map((entry) => ({ ...entry, skeleton: skeletonOf(entry.word) }))

/** Words that are near a brand's and mean something else. */
const others = new Set(
  'apples amazons goggle google-it visas chaser strive striper vista kodak kotaku canary federation bingo fedora paypack telegraph telegrams yahoos drobox appeal lloyd stream steam'.split(
    ' ',
  ),
)

/** Undefined where none is near. */
export const nearestBrand = (label: string): Near | undefined => {
  if (label.length < shortest || others.has(label)) return undefined
  const plain = label.replaceAll('-', '')
  const skeleton = skeletonOf(plain)
  let best: Near | undefined
  for (const { brand, word, skeleton: wanted, most } of looked) {
    const slips =
      skeleton === wanted ? 0 : slipsBetween(skeleton, wanted, Math.min(most, (best?.slips ?? most + 1) - 1))
    if (slips > most || (best && slips >= best.slips)) continue
    best = { brand, word, slips, isDisguised: slips === 0 && plain !== word }
    if (slips === 0) break
  }
  return best
}

/** A brand's word within a longer text, apart or joined: paypal-login, securepaypal; short ones only apart. */
export const brandWithin = (text: string): { readonly brand: Brand; readonly word: string } | undefined => {
  const lower = isPlain(text) ? text.toLowerCase() : readAs(text)
  const apart = lower.split(/[^\p{L}\p{N}]+/u)
  const joined = skeletonOf(lower)
  return everyWord.find(({ word, skeleton }) => (word.length >= 6 ? joined.includes(skeleton) : apart.includes(word)))
}
