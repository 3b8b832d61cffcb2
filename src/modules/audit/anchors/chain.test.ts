import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createVM } from '@ethereumjs/vm'
import solc from 'solc'
import { z } from 'zod'
import { anchorOnChain, selectors } from './chain.ts'

const compiled = z.object({
  contracts: z.object({
    'log-anchor.sol': z.object({
      LogAnchor: z.object({
        evm: z.object({
          bytecode: z.object({ object: z.string() }),
          methodIdentifiers: z.record(z.string(), z.string()),
        }),
      }),
    }),
  }),
})

const compile = async () => {
  const content = await readFile(new URL('log-anchor.sol', import.meta.url), 'utf8')
  const input = {
    language: 'Solidity',
    sources: { 'log-anchor.sol': { content } },
    settings: { outputSelection: { '*': { '*': ['evm.bytecode.object', 'evm.methodIdentifiers'] } } },
  }
  return compiled.parse(JSON.parse(solc.compile(JSON.stringify(input)))).contracts['log-anchor.sol'].LogAnchor.evm
}

const evm = await compile()
const hex = (bytes: Uint8Array) => `0x${Buffer.from(bytes).toString('hex')}`

const question = z.object({
  method: z.string(),
  params: z
    .tuple([z.union([z.string(), z.object({ from: z.string().optional(), data: z.string() })])])
    .rest(z.unknown()),
})

/** A node whose chain is the EVM itself: every transaction is a block of its own, mined when it is asked for the second time. */
const openNode = async () => {
  const vm = await createVM()
  const made = await vm.evm.runCall({ data: Buffer.from(evm.bytecode.object, 'hex'), gasLimit: 5_000_000n })
  const contract = made.createdAddress
  assert.ok(contract)
  // The class of addresses is not exported by the package itself.
  const addressOf = (text: string) =>
    new (contract.constructor as new (bytes: Uint8Array) => typeof contract)(Buffer.from(text.slice(2), 'hex'))
  const receipts: { status: string; looks: number }[] = []
  const call = async (from: string, data: string) => {
    const { execResult } = await vm.evm.runCall({
      to: contract,
      caller: addressOf(from),
      data: Buffer.from(data.slice(2), 'hex'),
      gasLimit: 1_000_000n,
    })
    return execResult
  }
  const answer = async (method: string, first: z.output<typeof question>['params'][0]) => {
    if (typeof first === 'string') {
      const receipt = receipts[Number(BigInt(first))]
      return receipt.looks++ === 0 ? null : { status: receipt.status }
    }
    const { exceptionError, returnValue } = await call(first.from ?? owner, first.data)
    if (method === 'eth_call') return hex(returnValue)
    receipts.push({ status: exceptionError ? '0x0' : '0x1', looks: 0 })
    return `0x${(receipts.length - 1).toString(16).padStart(64, '0')}`
  }
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    const { method, params } = question.parse(JSON.parse(Buffer.concat(parts).toString()))
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: await answer(method, params[0]) }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const node = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    open: (from = owner) => anchorOnChain({ node, contract: contract.toString(), from }, 1),
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

const owner = `0x${'00'.repeat(20)}`
const stranger = `0x${'11'.repeat(20)}`

const treeOf = (size: number, fill = size) => ({ origin: 'localhost/log', size, root: Buffer.alloc(32, fill) })
const evidence = Buffer.alloc(32)

test('the contract is called by the names that the compiler gives its functions', () => {
  for (const [name, selector] of Object.entries(selectors)) assert.equal(evm.methodIdentifiers[name], selector, name)
})

test('a checkpoint that is in the contract stays there, whatever the bank does to its log', async () => {
  await using chain = await openNode()
  const place = chain.open()
  assert.deepEqual(await place.held(), [])
  await place.put(treeOf(10), '')
  await place.put(treeOf(25), '')
  assert.deepEqual(await place.held(), [{ size: 25, root: Buffer.alloc(32, 25) }])
  assert.equal(await place.check({ checkpoint: treeOf(10), note: '', evidence }), null)
  assert.match((await place.check({ checkpoint: treeOf(10, 99), note: '', evidence })) ?? '', /another root for 10/)
  // Neither the same size again nor a smaller tree.
  await assert.rejects(place.put(treeOf(25, 99), ''), /refused/)
  await assert.rejects(place.put(treeOf(11), ''), /refused/)
  assert.deepEqual(await place.held(), [{ size: 25, root: Buffer.alloc(32, 25) }])
})

test('nobody but the bank puts anything into its contract', async () => {
  await using chain = await openNode()
  await assert.rejects(chain.open(stranger).put(treeOf(10), ''), /refused/)
  assert.deepEqual(await chain.open().held(), [])
})
