/** Whether faces can be seen here: the packages for it are optional. Nothing of them is loaded by asking. */
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const needed = [
  '@vladmandic/human',
  '@vladmandic/face-api',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-wasm',
  'jpeg-js',
]

const isInstalled = (name: string): boolean => {
  try {
    require.resolve(name)
    return true
  } catch {
    // Not found is an answer; so is a package without an entry for this kind of import, which could not be used either.
    return false
  }
}

let known: boolean | undefined

export const canSeeFaces = (): boolean => {
  known ??= needed.every(isInstalled)
  return known
}
