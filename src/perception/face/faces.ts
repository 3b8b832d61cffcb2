import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensor3D } from '@tensorflow/tfjs-core'
import { folderOf, loadRuntime, require } from '../networks/runtime.ts'
import type { Picture } from '../pictures/picture.ts'

/** A face on a picture. Places are in pixels; depth (the third of a mesh point) grows away from the camera. */
export type Face = {
  /** How sure the detector is, and how sure the mesh, from 0 to 1. */
  readonly score: number
  readonly meshScore: number
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** 468 points of MediaPipe's face mesh. */
  readonly mesh: readonly (readonly [number, number, number])[]
}

export const meshPoints = 468

/** What is used of @vladmandic/human; its own types lead into the browser's. */
type Human = {
  load(): Promise<void>
  detect(picture: unknown): Promise<{
    readonly error?: string | null
    readonly face: readonly {
      readonly boxScore: number
      readonly faceScore: number
      readonly box: readonly [number, number, number, number]
      readonly mesh: readonly (readonly number[])[]
    }[]
  }>
}

const MODELS = 'https://models.invalid/'
const off = { enabled: false }

/** At most this many faces are looked for; two are enough to refuse. */
const MOST_FACES = 4

const settings = {
  backend: 'wasm',
  modelBasePath: MODELS,
  async: false,
  debug: false,
  cacheSensitivity: 0,
  warmup: 'none',
  validateModels: false,
  filter: { ...off, equalization: false },
  gesture: off,
  face: {
    enabled: true,
    detector: { rotation: true, maxDetected: MOST_FACES, minConfidence: 0.1, iouThreshold: 0.1, return: false },
    mesh: { enabled: true, keepInvalid: true },
    attention: off,
    iris: off,
    emotion: off,
    description: off,
    antispoof: off,
    liveness: off,
  },
  body: off,
  hand: off,
  object: off,
  segmentation: off,
}

/** Reads the models out of their package, and answers what finds the faces of a picture, in some 50 ms of this thread. */
export async function loadFaces(): Promise<(picture: Picture) => Promise<Face[]>> {
  const tf = await loadRuntime()
  const folder = folderOf('@vladmandic/human')
  const { Human } = require(join(folder, 'human.node-wasm.js')) as { Human: new (settings: unknown) => Human }
  const human = new Human({ ...settings, wasmPath: `${folderOf('@tensorflow/tfjs-backend-wasm')}/` })
  await fromFiles(join(folder, '..', 'models'), () => human.load())
  return async ({ width, height, pixels }) => {
    const tensor: Tensor3D = tf.tensor3d(pixels, [height, width, 3], 'float32')
    const { face, error } = await human.detect(tensor)
    tensor.dispose()
    if (error !== undefined && error !== null) throw new Error(`The faces of a picture could not be found: ${error}`)
    return face.filter(({ mesh }) => mesh.length >= meshPoints).map(faceOf)
  }
}

const faceOf = ({
  boxScore,
  faceScore,
  box: [x, y, width, height],
  mesh,
}: Awaited<ReturnType<Human['detect']>>['face'][number]): Face => ({
  score: boxScore,
  meshScore: faceScore,
  box: { x, y, width, height },
  mesh: mesh.slice(0, meshPoints).map(([across = 0, down = 0, depth = 0]) => [across, down, depth] as const),
})

/** human fetches its models; while it does, this thread's fetch reads them from the package and reaches nothing else. */
async function fromFiles(folder: string, load: () => Promise<void>): Promise<void> {
  const before = globalThis.fetch
  globalThis.fetch = async (address) => {
    const { href, pathname } = new URL(String(address))
    if (!href.startsWith(MODELS)) throw new Error('Models come from the package alone.')
    const type = pathname.endsWith('.json') ? 'application/json' : 'application/octet-stream'
    return new Response(await readFile(join(folder, pathname)), { headers: { 'content-type': type } })
  }
  try {
    await load()
  } finally {
    globalThis.fetch = before
  }
}
