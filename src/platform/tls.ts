/** TLS by the bank itself, where it is given a certificate. */
import { readFile } from 'node:fs/promises'
import { createSecureContext, type SecureContextOptions } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { PlainError } from '#platform/plain-errors'

/** A certificate with its chain and its private key, in PEM. */
export interface TlsPair {
  readonly cert: string
  readonly key: string
}

/** Where they are. */
export interface TlsFiles {
  readonly certificate: string
  readonly key: string
}

/**
 * TLS 1.3, and 1.2 with forward secrecy and authenticated encryption alone. The first group is the one that a quantum computer does not
 * break: X25519 and ML-KEM-768 together (draft-ietf-tls-ecdhe-mlkem). Another one is another word here.
 */
const rules = {
  minVersion: 'TLSv1.2',
  ciphers: [
    'TLS_AES_256_GCM_SHA384',
    'TLS_CHACHA20_POLY1305_SHA256',
    'TLS_AES_128_GCM_SHA256',
    'ECDHE-ECDSA-AES256-GCM-SHA384',
    'ECDHE-RSA-AES256-GCM-SHA384',
    'ECDHE-ECDSA-CHACHA20-POLY1305',
    'ECDHE-RSA-CHACHA20-POLY1305',
  ].join(':'),
  ecdhCurve: 'X25519MLKEM768:X25519:prime256v1:secp384r1',
  honorCipherOrder: true,
} satisfies SecureContextOptions

/** What a server of Node listens with. */
export const tlsOptions = (pair: TlsPair) => ({ ...rules, ...pair })

/** Reads both files and checks that they belong together. Throws PlainError. */
export const readTlsPair = async ({ certificate, key }: TlsFiles): Promise<TlsPair> => {
  const read = (name: string, file: string) =>
    readFile(file, 'utf8').catch(() => {
      throw new PlainError(`${name}=${file} cannot be read.`)
    })
  const pair = { cert: await read('TLS_CERT', certificate), key: await read('TLS_KEY', key) }
  try {
    createSecureContext(tlsOptions(pair))
  } catch {
    // What the library says could quote the key.
    throw new PlainError(`TLS_CERT=${certificate} and TLS_KEY=${key} are no certificate and its private key, in PEM.`)
  }
  return pair
}

/** Looks for a new certificate; connections that begin from then on get it. A broken pair is refused, and the one before stays. */
export const createTlsFollower = (server: FastifyInstance, files: TlsFiles, first: TlsPair) => {
  let known = first
  return async (): Promise<boolean> => {
    const pair = await readTlsPair(files)
    if (pair.cert === known.cert && pair.key === known.key) return false
    ;(server.server as unknown as { setSecureContext(options: SecureContextOptions): void }).setSecureContext(
      tlsOptions(pair),
    )
    known = pair
    return true
  }
}
