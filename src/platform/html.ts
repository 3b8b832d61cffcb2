/** HTML made on the server. Whatever is put into a page is escaped, unless it was made by `html` itself. */

/** A piece of HTML that is safe to put into a page as it is. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Piece = Html | string | number | null | readonly Piece[]

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The one function that makes text safe in HTML, within elements and within quoted attributes. */
export const escapeHtml = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => escapes[letter])

const toText = (piece: Piece): string => {
  if (piece instanceof Html) return piece.text
  if (Array.isArray(piece)) return piece.map(toText).join('')
  return piece === null ? '' : escapeHtml(String(piece))
}

/** Tag of template literals: html`<p>${anything}</p>` escapes what stands in the braces. Attributes must be quoted. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html =>
  new Html(parts.reduce((text, part, index) => text + toText(pieces[index - 1] ?? null) + part))
