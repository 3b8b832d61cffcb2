import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { PlainError } from '#platform/plain-errors'

export type Tf = typeof import('@tensorflow/tfjs-core')

type Packages = {
  'jpeg-js': typeof import('jpeg-js')
  '@tensorflow/tfjs-core': Tf
  '@tensorflow/tfjs-converter': typeof import('@tensorflow/tfjs-converter')
  '@tensorflow/tfjs-backend-wasm': typeof import('@tensorflow/tfjs-backend-wasm')
  'onnxruntime-web': typeof import('onnxruntime-web')
}

export const require = createRequire(import.meta.url)

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && ['ERR_MODULE_NOT_FOUND', 'MODULE_NOT_FOUND'].includes(String(error.code))

const lacking = (name: string) =>
  new PlainError(`Seeing needs the package ${name}, which is not installed. Run npm ci without --omit=optional.`)

/** One of the optional packages. Throws a PlainError that says what to do where it is not installed. */
export async function loadPackage<Name extends keyof Packages>(name: Name): Promise<Packages[Name]> {
  try {
    return require(name)
  } catch (error) {
    if (isMissing(error)) throw lacking(name)
    throw error
  }
}

/** The folder of a package's file that is found by its name alone. Throws a PlainError where it is not installed. */
export function folderOf(name: string): string {
  try {
    return dirname(require.resolve(name))
  } catch (error) {
    if (isMissing(error)) throw lacking(name)
    throw error
  }
}

let runtime: Promise<Tf> | undefined

/** tfjs on WebAssembly, one for the thread; everything it computes blocks this thread. */
export function loadRuntime(): Promise<Tf> {
  runtime ??= startRuntime()
  return runtime
}

async function startRuntime(): Promise<Tf> {
  const tf = await loadPackage('@tensorflow/tfjs-core')
  const wasm = await loadPackage('@tensorflow/tfjs-backend-wasm')
  wasm.setWasmPaths(`${folderOf('@tensorflow/tfjs-backend-wasm')}/`)
  await tf.setBackend('wasm')
  await tf.ready()
  return tf
}
