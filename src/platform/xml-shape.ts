/** Shapes of elements: which parts stand in which order, how often, and what their text is like. Checked wherever a message leaves or comes. */
import type { Element } from '#platform/xml'

/** What the text of an element is like; `most` is its length in characters. */
export interface TextShape {
  readonly pattern: RegExp
  readonly most: number
}

/** What one element holds: text, parts in order, or one of several choices. */
export interface Shape {
  readonly text?: TextShape
  readonly parts?: readonly Part[]
  /** Of these exactly one stands. */
  readonly choice?: readonly Part[]
  readonly attributes?: Readonly<Record<string, RegExp>>
  /** Anything may stand in it; it is not looked at. */
  readonly isAnything?: boolean
}

export interface Part {
  readonly name: string
  readonly least: 0 | 1
  readonly most: 1 | 'many'
  readonly shape: Shape
}

export const one = (name: string, shape: Shape): Part => ({ name, least: 1, most: 1, shape })
export const maybe = (name: string, shape: Shape): Part => ({ name, least: 0, most: 1, shape })
export const some = (name: string, shape: Shape): Part => ({ name, least: 1, most: 'many', shape })
export const any = (name: string, shape: Shape): Part => ({ name, least: 0, most: 'many', shape })

export const text = (pattern: RegExp, most = 140): Shape => ({ text: { pattern, most } })
export const parts = (...all: readonly (Part | readonly Part[])[]): Shape => ({ parts: all.flat() as Part[] })
export const choice = (...all: readonly Part[]): Shape => ({ choice: all })

/** Something about an element is not as its shape wants it; `path` leads to it. */
export class Misshapen extends Error {
  override readonly name = 'Misshapen'
  readonly path: string
  readonly why: string

  constructor(path: string, why: string) {
    super(`${path}: ${why}`)
    this.path = path
    this.why = why
  }
}

const checkAttributes = ({ attributes }: Element, shape: Shape, path: string) => {
  const wanted = shape.attributes ?? {}
  for (const [name, pattern] of Object.entries(wanted))
    if (!pattern.test(attributes[name] ?? '')) throw new Misshapen(`${path}/@${name}`, 'missing or not well formed')
  for (const name of Object.keys(attributes))
    if (!(name in wanted) && !name.startsWith('xmlns')) throw new Misshapen(`${path}/@${name}`, 'not known')
}

const checkText = ({ content }: Element, { pattern, most }: TextShape, path: string) => {
  if (typeof content !== 'string') {
    if (content.length > 0) throw new Misshapen(`${path}/${content[0].name}`, 'text stands here, no elements')
    throw new Misshapen(path, 'is empty')
  }
  if ([...content].length > most) throw new Misshapen(path, `longer than ${most} characters`)
  if (!pattern.test(content)) throw new Misshapen(path, content === '' ? 'is empty' : 'not well formed')
}

const elementsOf = ({ content }: Element, path: string): readonly Element[] => {
  if (typeof content !== 'string') return content
  if (content.trim() !== '') throw new Misshapen(path, 'elements stand here, no text')
  return []
}

const checkChoice = (element: Element, all: readonly Part[], path: string) => {
  const found = elementsOf(element, path)
  if (found.length !== 1) throw new Misshapen(path, `one of ${all.map(({ name }) => name).join(', ')}`)
  const part = all.find(({ name }) => name === found[0].name)
  if (!part) throw new Misshapen(`${path}/${found[0].name}`, 'not known here')
  checkShape(found[0], part.shape, `${path}/${part.name}`)
}

/** What stands where a part is missed may be the better thing to name. */
const unknownAt = (found: Element | undefined, all: readonly Part[], path: string): Misshapen | undefined =>
  found === undefined || all.some(({ name }) => name === found.name)
    ? undefined
    : new Misshapen(`${path}/${found.name}`, 'not known here')

const checkParts = (element: Element, all: readonly Part[], path: string) => {
  const found = elementsOf(element, path)
  let at = 0
  for (const part of all) {
    let count = 0
    while (at < found.length && found[at].name === part.name) {
      if (part.most === 1 && count === 1) throw new Misshapen(`${path}/${part.name}`, 'stands more than once')
      checkShape(found[at++], part.shape, `${path}/${part.name}`)
      count++
    }
    if (count < part.least) throw unknownAt(found[at], all, path) ?? new Misshapen(`${path}/${part.name}`, 'is missing')
  }
  if (at < found.length)
    throw unknownAt(found[at], all, path) ?? new Misshapen(`${path}/${found[at].name}`, 'stands in another place')
}

/** Returns where the element is as its shape says. Throws {@link Misshapen} at the first thing that is not. */
export const checkShape = (element: Element, shape: Shape, path = element.name): void => {
  if (shape.isAnything) return
  checkAttributes(element, shape, path)
  if (shape.text) checkText(element, shape.text, path)
  else if (shape.choice) checkChoice(element, shape.choice, path)
  else checkParts(element, shape.parts ?? [], path)
}

/** Parts that may stand there and are not looked at. */
export const passedOver = (...names: readonly string[]): Part[] => names.map((name) => any(name, { isAnything: true }))
