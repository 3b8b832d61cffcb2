/** A contract on an EVM chain (`log-anchor.sol`), through a node that holds the bank's account and signs for it. */
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { areEqual } from '../wire/check-proof.ts'
import type { AnchorPlace } from './place.ts'

/** The first four bytes of the hash of each signature, as solc says them; a test compiles the contract and compares. */
export const selectors = {
  'anchor(uint64,bytes32)': 'a6855208',
  'latest()': '52bfe789',
  'rootAt(uint64)': 'eaa38b41',
} as const

const patienceMs = 20_000
const betweenLooksMs = 1000
const mostLooks = 120

const answer = z.object({ result: z.unknown().optional(), error: z.object({ message: z.string() }).optional() })
const mined = z.object({ status: z.string() }).nullable()

const call = async (node: string, method: string, params: readonly unknown[]): Promise<unknown> => {
  const response = await fetch(node, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    redirect: 'error',
    signal: AbortSignal.timeout(patienceMs),
  })
  const { result, error } = answer.parse(await response.json())
  if (error) throw new Error(`the chain refuses: ${error.message}`)
  return result
}

const word = (value: bigint): string => value.toString(16).padStart(64, '0')

/** Waits until a transaction is in a block. Throws where it failed there, or is in none after two minutes. */
const waitFor = async (node: string, transaction: string, betweenMs: number): Promise<void> => {
  for (let look = 0; look < mostLooks; look++) {
    const found = mined.parse((await call(node, 'eth_getTransactionReceipt', [transaction])) ?? null)
    if (found?.status === '0x1') return
    if (found) throw new Error(`the contract refused the checkpoint in ${transaction}`)
    await sleep(betweenMs)
  }
  throw new Error(`${transaction} is in no block yet`)
}

export interface ChainAccount {
  readonly node: string
  readonly contract: string
  readonly from: string
}

/** `betweenMs` is how long it waits between looks for the block. */
export const anchorOnChain = ({ node, contract, from }: ChainAccount, betweenMs = betweenLooksMs): AnchorPlace => {
  const view = async (data: string): Promise<Buffer> => {
    const hex = z
      .string()
      .regex(/^0x[0-9a-f]{64}$/)
      .parse(await call(node, 'eth_call', [{ to: contract, data: `0x${data}` }, 'latest']))
    return Buffer.from(hex.slice(2), 'hex')
  }
  const rootAt = (size: number) => view(`${selectors['rootAt(uint64)']}${word(BigInt(size))}`)
  return {
    name: `chain:${contract}`,
    put: async ({ size, root }) => {
      const data = `0x${selectors['anchor(uint64,bytes32)']}${word(BigInt(size))}${Buffer.from(root).toString('hex')}`
      const transaction = z
        .string()
        .regex(/^0x[0-9a-f]{64}$/)
        .parse(await call(node, 'eth_sendTransaction', [{ from, to: contract, data }]))
      await waitFor(node, transaction, betweenMs)
      return Buffer.from(transaction.slice(2), 'hex')
    },
    held: async () => {
      const size = Number(BigInt(`0x${(await view(selectors['latest()'])).toString('hex')}`))
      return size === 0 ? [] : [{ size, root: await rootAt(size) }]
    },
    check: async ({ checkpoint: { size, root } }) =>
      areEqual(await rootAt(size), root) ? null : `the contract holds another root for ${size} leaves`,
  }
}
