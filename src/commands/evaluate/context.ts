/** Context columns by kind: what a payment's category, place, device and network are. */
import type { Context } from '#modules/fraud'

type Kind = keyof Context

/** The first whose words occur in a column's name is its kind; a column that none fits is a category. */
const words: readonly (readonly [Kind, RegExp])[] = [
  ['device', /device|phone|terminal_?type|user_?agent|browser|fingerprint/i],
  ['network', /network|(^|[^a-z])ip([^a-z]|$)|subnet|address_?range/i],
  ['place', /place|location|city|country|region|state|zip|postal|lat|lon|lng|geo|coordinate/i],
  ['category', /./],
]

/** The kind of a column, by its name. */
export const kindOfColumn = (name: string): Kind => words.find(([, pattern]) => pattern.test(name))?.[0] ?? 'category'

const latitude = /lat/i
const longitude = /lon|lng/i

const longestWord = 200

/** As the features take it: at most so long, without control characters; null where nothing is said. */
const clean = (text: string): string | null => {
  const word = text
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, longestWord)
  return word === '' ? null : word
}

/** Columns of one kind are one word together: their cells side by side. Latitude comes before longitude. */
const joinOf = (columns: readonly string[], kind: Kind) => {
  const places = columns.flatMap((name, place) => (kindOfColumn(name) === kind ? [place] : []))
  const isPoint =
    places.length === 2 &&
    places.some((at) => latitude.test(columns[at])) &&
    places.some((at) => longitude.test(columns[at]))
  const ordered = isPoint
    ? places.toSorted((one, other) => Number(latitude.test(columns[other])) - Number(latitude.test(columns[one])))
    : places
  const trim = (text: string) => (isPoint ? text.trim().replace(/^(-?\d+\.\d{9})\d+$/, '$1') : text.trim())
  return (cells: readonly string[]): string | null => {
    if (ordered.length === 0) return null
    if (ordered.length > 1 && ordered.every((place) => cells[place].trim() === '')) return null
    return clean(ordered.map((place) => trim(cells[place])).join(isPoint ? ',' : ' | '))
  }
}

/** Reads the context of payments from the cells of the given columns. */
export const contextOf = (columns: readonly string[]): ((cells: readonly string[]) => Context) => {
  const [device, network, place, category] = (['device', 'network', 'place', 'category'] as const).map((kind) =>
    joinOf(columns, kind),
  )
  return (cells) => ({
    device: device(cells),
    network: network(cells),
    place: place(cells),
    category: category(cells),
  })
}
