/**
 * Reads XML while it comes, and gives each wanted element as soon as it is whole. Strict: UTF-8, no document type and so no entities of
 * its own, and limits on depth, on the size of what is kept, and on how many elements there are. What was given away is not kept.
 */
import { SaxesParser } from 'saxes'
import type { Element } from '#platform/xml'

export interface XmlLimits {
  readonly depth: number
  /** Characters of the text of one element. */
  readonly text: number
  /** Elements that are kept at once. */
  readonly kept: number
}

const usualLimits: XmlLimits = { depth: 24, text: 4096, kept: 5000 }

/** This is no XML, or none that is read here. `line` is where. */
export class BrokenXml extends Error {
  override readonly name = 'BrokenXml'
  readonly line: number

  constructor(why: string, line: number) {
    super(why)
    this.line = line
  }
}

/** An element that is whole, and what stands around it so far, the outermost first. */
export interface Found {
  readonly path: string
  readonly element: Element
  readonly around: readonly Element[]
  /** Where it began. */
  readonly line: number
}

interface Open {
  readonly name: string
  readonly path: string
  readonly attributes: Record<string, string>
  readonly parts: Element[]
  readonly line: number
  text: string
}

const toElement = ({ name, attributes, parts, text }: Open): Element => ({
  name,
  attributes,
  content: parts.length > 0 ? parts : text,
})

/** Feeds one parser; what was found meanwhile is taken by `take`. */
const createReader = (wanted: ReadonlySet<string>, namespace: string, limits: XmlLimits) => {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const open: Open[] = []
  let found: Found[] = []
  let kept = 0
  const refuse = (why: string): never => {
    throw new BrokenXml(why, parser.line)
  }
  parser.on('error', (error) => refuse(error.message.replace(/^\d+:\d+: /, '')))
  parser.on('doctype', () => refuse('a document type is not taken'))
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding && encoding.toUpperCase() !== 'UTF-8') refuse('the encoding is not UTF-8')
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    if (uri !== namespace) refuse(`an element of another namespace: ${local}`)
    if (open.length >= limits.depth) refuse('elements lie too deep')
    if (++kept > limits.kept) refuse('too many elements at once')
    const path = open.length === 0 ? local : `${open[open.length - 1].path}/${local}`
    // What stands between elements to indent them is no text of theirs.
    const around = open.at(-1)
    if (around?.text.trim() === '') around.text = ''
    const own = Object.values(attributes).filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
    open.push({
      name: local,
      path,
      attributes: Object.fromEntries(own.map(({ name, value }) => [name, value])),
      parts: [],
      line: parser.line,
      text: '',
    })
  })
  const addText = (piece: string) => {
    const last = open.at(-1)
    if (!last) return
    last.text += piece
    if (last.text.length > limits.text) refuse('a text is too long')
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (!closed) return
    const { path, line, parts, text } = closed
    if (parts.length > 0 && text.trim() !== '') refuse('text stands between elements')
    if (wanted.has(path)) {
      kept = open.reduce((sum, each) => sum + 1 + each.parts.length, 0)
      found.push({ path, element: toElement(closed), around: open.map(toElement), line })
    } else open.at(-1)?.parts.push(toElement(closed))
  })
  return {
    write: (piece: string) => parser.write(piece),
    close: () => parser.close(),
    take: (): Found[] => {
      const taken = found
      found = []
      return taken
    },
  }
}

/** The elements at these paths, in the order in which they end. Throws {@link BrokenXml}. */
export async function* readXml(
  file: AsyncIterable<Uint8Array>,
  { namespace, paths, limits = usualLimits }: { namespace: string; paths: readonly string[]; limits?: XmlLimits },
): AsyncGenerator<Found> {
  const reader = createReader(new Set(paths), namespace, limits)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch (error) {
      if (error instanceof TypeError) throw new BrokenXml('the file is not UTF-8', 0)
      throw error
    }
  }
  for await (const piece of file) {
    reader.write(decode(piece))
    yield* reader.take()
  }
  reader.write(decode())
  reader.close()
  yield* reader.take()
}

/** The part of this name, or undefined. */
export const partOf = ({ content }: Element, ...names: readonly string[]): Element | undefined => {
  const [name, ...rest] = names
  const part = typeof content === 'string' ? undefined : content.find((each) => each.name === name)
  return part === undefined || rest.length === 0 ? part : partOf(part, ...rest)
}

/** The text of the part at the end of these names; '' where it is not there. */
export const textAt = (element: Element, ...names: readonly string[]): string => {
  const content = partOf(element, ...names)?.content
  return typeof content === 'string' ? content : ''
}
