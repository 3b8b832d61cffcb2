/** Bytes as base64url without padding, which travels in paths and JSON. */
export const base64url = (bytes: ArrayBuffer | Uint8Array): string => {
  const parts: string[] = []
  const all = new Uint8Array(bytes)
  // A call takes only so many arguments; a picture has more bytes.
  for (let at = 0; at < all.length; at += 8192) parts.push(String.fromCharCode(...all.subarray(at, at + 8192)))
  return btoa(parts.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** The bytes of such a text. */
export const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
