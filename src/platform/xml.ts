/** XML as values: elements that are made, checked against a shape, and written. The one place where text becomes markup. */

export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Text, or elements in order. */
  readonly content: string | readonly Element[]
}

/** An element; parts that are null are left out. */
export const element = (
  name: string,
  content: string | readonly (Element | null)[],
  attributes: Readonly<Record<string, string>> = {},
): Element => ({
  name,
  attributes,
  content: typeof content === 'string' ? content : content.filter((part) => part !== null),
})

/** An element with text, or null where there is none: schemas want text to be there or the element not. */
export const textElement = (name: string, text: string | null | undefined): Element | null =>
  text ? element(name, text) : null

// What XML 1.0 cannot hold (2.2, Char), halves of characters included.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be written
const unwritable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#13;',
  '\t': '&#9;',
  '\n': '&#10;',
}

/** Text as content of an element. A character that XML cannot hold becomes the replacement character. */
export const escapeText = (text: string): string =>
  text.replace(unwritable, '\uFFFD').replace(/[&<>\r]/g, (found) => entities[found])

/** Text as the value of an attribute, between double quotes. */
export const escapeAttribute = (text: string): string =>
  text.replace(unwritable, '\uFFFD').replace(/[&<>"'\r\n\t]/g, (found) => entities[found])

const namePattern = /^[A-Za-z_][A-Za-z0-9_.:-]*$/

const nameIn = (name: string): string => {
  if (!namePattern.test(name)) throw new RangeError('this is no name of an element or attribute')
  return name
}

const attributesOf = (attributes: Element['attributes']): string =>
  Object.entries(attributes)
    .map(([name, value]) => ` ${nameIn(name)}="${escapeAttribute(value)}"`)
    .join('')

export const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** The beginning of an element that is written in pieces. */
export const openTag = (name: string, attributes: Element['attributes'] = {}, indent = ''): string =>
  `${indent}<${nameIn(name)}${attributesOf(attributes)}>\n`

export const closeTag = (name: string, indent = ''): string => `${indent}</${nameIn(name)}>\n`

/** An element as text, each on a line of its own. */
export const writeXml = ({ name, attributes, content }: Element, indent = ''): string => {
  const head = `${indent}<${nameIn(name)}${attributesOf(attributes)}`
  if (content.length === 0) return `${head}/>\n`
  if (typeof content === 'string') return `${head}>${escapeText(content)}</${name}>\n`
  return `${head}>\n${content.map((part) => writeXml(part, `${indent}  `)).join('')}${indent}</${name}>\n`
}
