/** Texts with places to fill in, as {code}; {name} and {time} are known of everybody who is told. */

interface Template {
  /** Of the mail; a text message goes without. */
  readonly subject: string
  readonly text: string
}

export type MessageWords = Readonly<Record<string, { readonly en: Template; readonly hi: Template }>>

export type Parameters = Readonly<Record<string, string>>

/** No line of a text comes from outside, and nothing in it is longer than a line. */
const plain = (value: string): string => value.replaceAll(/\p{Cc}+/gu, ' ').slice(0, 300)

/** Fills in the places. A place without a parameter is a bug, found where the message is written. */
export const fill = (template: string, parameters: Parameters): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(parameters, name)) throw new TypeError(`a message lacks {${name}}`)
    return plain(parameters[name])
  })
