/** A receipt as this device sees it: checked, timed, and with the hash that its seal is drawn from. */
import { type CheckedReceipt, checkReceipt, checkShortReceipt, isShortReceipt } from '#wire/audit'
import { browserPrimitives } from './primitives.ts'

export interface Seen extends CheckedReceipt {
  readonly hash: Uint8Array
  readonly tookMs: number
}

/** `name` is that of its time among the measures of the page, for a benchmark and for whoever looks with the tools of a browser. */
export const lookAt = async (
  text: string,
  trusted: readonly string[] | null,
  name = 'check-receipt',
): Promise<Seen> => {
  const began = performance.now()
  const check = isShortReceipt(text) ? checkShortReceipt : checkReceipt
  const checked = await check(browserPrimitives, text, trusted)
  const tookMs = performance.measure(name, { start: began }).duration
  return { ...checked, tookMs, hash: await browserPrimitives.sha256(new TextEncoder().encode(text)) }
}

/** The verifier keys in the file of a log's keys, oldest first. */
export const keysIn = (file: unknown): string[] => {
  const { keys } = file as { keys: { content: { keys: string[] } }[] }
  return keys.flatMap(({ content }) => content.keys)
}
