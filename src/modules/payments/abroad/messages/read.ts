/** Reads a message of another bank while it comes: its header, and each line by itself with what is wrong about it. */
import { createHash } from 'node:crypto'
import type { Element } from '#platform/xml'
import { BrokenXml, readXml, textAt } from '#platform/xml-reader'
import { checkShape, Misshapen, type Shape } from '#platform/xml-shape'
import { fileTooLong } from '../../files/refusals.ts'
import { isBic } from '../corridors/account.ts'
import { messageBroken } from './refusals.ts'

export interface ReadLine {
  readonly number: number
  readonly element: Element
  /** What is not as the message wants it; '' where nothing is. */
  readonly fault: string
}

export interface ReadMessage {
  readonly id: string
  readonly header: Element
  /** Of an answer, what it says of the message as a whole. */
  readonly group: Element | null
  readonly hash: Buffer
  readonly lines: readonly ReadLine[]
}

export interface MessageForm {
  readonly namespace: string
  readonly root: string
  readonly line: string
  readonly shape: Shape
}

const mostLines = 10_000

const faultIn = (element: Element, shape: Shape, at: number): string => {
  try {
    checkShape(element, shape)
    return ''
  } catch (error) {
    if (error instanceof Misshapen) return `line ${at}, ${error.message}`
    throw error
  }
}

const read = async (file: AsyncIterable<Uint8Array>, { namespace, root, line, shape }: MessageForm) => {
  const at = (name: string) => `Document/${root}/${name}`
  const paths = [at('GrpHdr'), at('OrgnlGrpInfAndSts'), at(line)]
  const lines: ReadLine[] = []
  let [header, group]: [Element | undefined, Element | null] = [undefined, null]
  for await (const found of readXml(file, { namespace, paths })) {
    if (found.path === paths[0]) header = found.element
    else if (found.path === paths[1]) group = found.element
    else {
      if (lines.length === mostLines) throw fileTooLong(mostLines)
      lines.push({ number: lines.length + 1, element: found.element, fault: faultIn(found.element, shape, found.line) })
    }
  }
  const id = header && textAt(header, 'MsgId').trim()
  if (!header || !id || id.length > 35) throw messageBroken(0, 'there is no group header with a message id')
  return { id, header, group, lines }
}

/** Throws message-broken, file-too-long. */
export const readMessage = async (file: AsyncIterable<Uint8Array>, form: MessageForm): Promise<ReadMessage> => {
  const hash = createHash('sha256')
  const hashed = (async function* () {
    for await (const piece of file) {
      hash.update(piece)
      yield piece
    }
  })()
  try {
    const found = await read(hashed, form)
    return { ...found, hash: hash.digest() }
  } catch (error) {
    if (error instanceof BrokenXml) throw messageBroken(error.line, error.message)
    throw error
  }
}

/** Who sent it: as the header says, or else who brought it. */
export const senderOf = (header: Element, broughtBy: string): string => {
  const code = textAt(header, 'InstgAgt', 'FinInstnId', 'BICFI')
  return isBic(code, code.slice(4, 6)) ? code : broughtBy
}
