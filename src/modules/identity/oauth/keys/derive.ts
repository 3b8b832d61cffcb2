/** Secrets that all processes of a bank share and that stand nowhere: they follow from the bank's own. */
import { hkdfSync } from 'node:crypto'

/** A key of 32 bytes for one purpose, from the bank's secret (RFC 5869). */
export const deriveKey = (secret: string, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', `bankserver oauth ${purpose}`, 32))
