/** PDF: which font a character is set in. The fonts come in parts by script; each file is embedded with the glyphs that are used. */
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

export type Weight = 'regular' | 'strong'

const weights: Readonly<Record<Weight, number>> = { regular: 400, strong: 600 }

/** In the order in which they are asked for a character. */
const families = [
  { part: 'latin', source: '@fontsource/public-sans', file: 'public-sans-latin' },
  { part: 'latin-ext', source: '@fontsource/public-sans', file: 'public-sans-latin-ext' },
  { part: 'devanagari', source: '@fontsource/noto-sans-devanagari', file: 'noto-sans-devanagari-devanagari' },
] as const

export type FontPart = (typeof families)[number]['part']

const require = createRequire(import.meta.url)
const folderOf = (source: string) => dirname(require.resolve(`${source}/package.json`))

/** `U+0900-097F,U+20A8` as pairs of first and last. */
const rangesIn = (text: string): (readonly [number, number])[] =>
  text.split(',').map((range) => {
    const [first, last = first] = range.slice(2).split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)]
  })

export interface Fonts {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[]
  /** The part that has this character; undefined where none has. */
  partOf(code: number): FontPart | undefined
}

/** The name under which a font is registered in a document. */
export const fontName = (part: FontPart, weight: Weight): string => `${part} ${weight}`

export const readFonts = async (): Promise<Fonts> => {
  const covered = await Promise.all(
    families.map(async ({ part, source }) => {
      const ranges: Record<string, string> = JSON.parse(await readFile(join(folderOf(source), 'unicode.json'), 'utf8'))
      return { part, ranges: rangesIn(ranges[part]) }
    }),
  )
  const files = families.flatMap(({ part, source, file }) =>
    (['regular', 'strong'] as const).map(async (weight) => ({
      name: fontName(part, weight),
      bytes: new Uint8Array(await readFile(join(folderOf(source), 'files', `${file}-${weights[weight]}-normal.woff`))),
    })),
  )
  const has = (ranges: readonly (readonly [number, number])[], code: number) =>
    ranges.some(([first, last]) => code >= first && code <= last)
  return {
    files: await Promise.all(files),
    partOf: (code) => covered.find(({ ranges }) => has(ranges, code))?.part,
  }
}

/** A stretch of text in one font. */
export interface Run {
  readonly part: FontPart
  readonly text: string
}

/** What no font of ours has is shown as this. */
const unknown = '\uFFFD'

/** Text as runs, one font each. */
export const runsOf = (text: string, { partOf }: Pick<Fonts, 'partOf'>): Run[] => {
  const runs: { part: FontPart; text: string }[] = []
  for (const character of text) {
    const part = partOf(character.codePointAt(0) ?? 0)
    const shown = part ? character : unknown
    const own = part ?? 'latin'
    const last = runs.at(-1)
    if (last?.part === own) last.text += shown
    else runs.push({ part: own, text: shown })
  }
  return runs
}
