import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { canSee, drawPicture } from '../test-pictures.ts'
import { loadMinifas, minifasFile } from './minifas.ts'
import { colorModel } from './test-model.ts'

const inFolder = async (bytes: Uint8Array, run: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-models-'))
  try {
    await writeFile(join(folder, minifasFile.name), bytes)
    await run(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a model against attacks that is not the known file is refused; none is no model', async () => {
  assert.equal(await loadMinifas(undefined), undefined)
  assert.equal(await loadMinifas(tmpdir(), { ...minifasFile, name: 'nobody-placed-this.onnx' }), undefined)
  await inFolder(Buffer.from('not it'), async (folder) => {
    await assert.rejects(loadMinifas(folder), /is not the file it should be.*Take it from https:/)
  })
})

test('the known file is used: the square around the face, red before blue, real less spoof', {
  skip: canSee ? false : 'the packages for perception are not installed',
}, async () => {
  const model = colorModel()
  const known = { ...minifasFile, sha256: createHash('sha256').update(model).digest('hex') }
  await inFolder(model, async (folder) => {
    const judge = await loadMinifas(folder, known)
    assert.ok(judge !== undefined)
    // Red where the face is, blue around it: only a cut at the face sees red alone.
    const box = { x: 100, y: 100, width: 50, height: 50 }
    const isNear = (at: number) => at > 90 && at < 160
    const picture = drawPicture(320, 240, (x, y) => (isNear(x) && isNear(y) ? [255, 0, 0] : [0, 0, 255]))
    const face = { score: 1, meshScore: 1, box, mesh: [] }
    assert.ok(Math.abs((await judge(picture, face)) - 10) < 0.5)
    assert.ok(Math.abs((await judge(picture, { ...face, box: { ...box, x: 220 } })) + 4) < 0.5)
  })
})
