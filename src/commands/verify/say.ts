/** What a check found, for a person at a terminal. */
import { type CheckedLog, checks, type Fault } from '#modules/audit'
import type { CheckedReceipt } from '#wire/audit'

const count = (value: number, one: string, many: string) => `${value.toLocaleString('en')} ${value === 1 ? one : many}`

export const sayLog = ({ checkpoint, checkpoints, claims, keys }: CheckedLog): string[] =>
  checkpoint === null
    ? []
    : [
        `${checkpoint.origin}: ${count(checkpoint.size, 'leaf', 'leaves')}, root ${Buffer.from(checkpoint.root).toString('hex')}`,
        `hashed again and held against ${count(checkpoints, 'checkpoint', 'checkpoints')}, and ${count(claims, 'that is', 'that are')} held elsewhere; ${count(keys.length, 'pair of keys', 'pairs of keys')}`,
      ]

export const sayFault = ({ check, place, detail }: Fault): string =>
  `  ${place === undefined ? '' : `leaf ${place}: `}${detail}\n    (${checks[check]})`

export const sayFaults = (faults: readonly Fault[]): string[] =>
  faults.length === 0
    ? ['Verified.']
    : [
        `NOT VERIFIED. ${count(faults.length, 'fault', 'faults')}${faults.length > 10 ? ', the first ten' : ''}:`,
        ...faults.slice(0, 10).map(sayFault),
      ]

const faultOf = {
  'not-a-receipt': 'This is no receipt of a bank, or something in it was changed.',
  'not-canonical': 'The file is not written as a bank writes it; something in it was changed.',
  'unknown-key': 'It was signed with a key that is not one of those given.',
  'bad-signature': 'A signature does not fit: the checkpoint or a key was changed.',
  'not-in-tree': 'The proof does not lead to the signed root: the leaf, its place or the proof was changed.',
} as const

export const sayReceipt = (checked: CheckedReceipt, hasKeys: boolean): string[] => {
  if (checked.fault !== null) return ['NOT VERIFIED.', faultOf[checked.fault]]
  const leaf = Object.entries(checked.leaf ?? {}).map(
    ([name, value]) => `  ${name.padEnd(10)} ${JSON.stringify(value)}`,
  )
  // A code has room for one of the two signatures, and that one has no time.
  const signed =
    checked.signedAt === undefined
      ? 'signed with Ed25519 alone, as a code is'
      : `signed at ${new Date(checked.signedAt * 1000).toISOString()}`
  return [
    `Verified: leaf ${checked.index} of ${checked.size} in the log ${checked.origin}, ${signed}.`,
    ...leaf,
    ...(hasKeys
      ? []
      : [
          'Checked with the keys in the file. Compare them with those that the bank publishes, or give them with --key.',
        ]),
  ]
}
