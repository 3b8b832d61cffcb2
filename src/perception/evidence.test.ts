import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { listPictures, openAlbum, readAsJpeg } from './evidence.ts'
import { checkPicture } from './pictures/decode.ts'
import { canSee, drawnFace, drawnFrame, jpegOf, pngOf } from './test-pictures.ts'

const skip = canSee ? false : 'the packages for perception are not installed'

test('folders of any shape: sub-folders or none, JPEG or PNG, and a broken picture is named and left out', {
  skip,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-album-'))
  await mkdir(join(folder, 'ada'))
  const face = drawnFrame(drawnFace(320, 240, 300))
  await writeFile(join(folder, 'ada', 'one.PNG'), pngOf(face))
  await writeFile(join(folder, 'flat.jpeg'), jpegOf(face))
  await writeFile(join(folder, 'half.png'), pngOf(face).subarray(0, 5000))
  await writeFile(join(folder, 'none.jpg'), 'no picture')
  await writeFile(join(folder, 'notes.txt'), 'not asked for')

  const pictures = await listPictures(folder)
  const refused: string[] = []
  const look = await openAlbum((file) => refused.push(basename(file)))
  const seen = []
  for (const picture of pictures) seen.push(...[await look(picture)].flatMap((one) => one ?? []))
  await rm(folder, { recursive: true })

  assert.deepEqual(refused, ['half.png', 'none.jpg'])
  assert.deepEqual(
    seen.map(({ file, group, views, squares }) => [basename(file), basename(group), views.length, squares.length]),
    [
      ['one.PNG', 'ada', 2, 2],
      ['flat.jpeg', basename(folder), 2, 2],
    ],
  )
  assert.notDeepEqual(seen[0].views[0], seen[0].views[1])
  assert.ok(seen.every(({ face: found }) => found !== undefined))
})

test('a PNG goes to the eyes as the JPEG that they take', { skip }, async () => {
  const jpeg = await readAsJpeg(pngOf(drawnFrame()))
  assert.doesNotThrow(() => checkPicture(jpeg))
  await assert.rejects(async () => readAsJpeg(pngOf(drawnFrame()).subarray(0, 300)), { name: 'RefusedPicture' })
})
