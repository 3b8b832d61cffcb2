import { createServer } from 'node:net'
import { PlainError } from './plain-errors.ts'

/** Checks that the bank can listen there, so that it is known before slow work. Throws PlainError. */
export async function assertPortFree(host: string, port: number): Promise<void> {
  try {
    await tryListening(host, port)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new PlainError(
        `Port ${port} is taken by another program, or by a Bankserver that still runs. Choose another: PORT=${port + 1} npm start`,
      )
    }
    if (code === 'EACCES') {
      throw new PlainError(`This user may not listen on port ${port}. Choose one above 1023: PORT=3000 npm start`)
    }
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new PlainError(`HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all.`)
    }
    throw error
  }
}

function tryListening(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  })
}
