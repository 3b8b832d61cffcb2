/** Folders of pictures, and what is seen on each: what training and measuring begin with. */
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainError } from '#platform/plain-errors'
import { cutChip } from './face/chip.ts'
import { loadDescriptor } from './face/descriptor.ts'
import { type Face, loadFaces } from './face/faces.ts'
import { poseOf } from './face/pose.ts'
import { hintsOf, measureChip } from './face/quality.ts'
import { loadFeatures } from './networks/mobilenet.ts'
import { loadPackage } from './networks/runtime.ts'
import type { PersonSample } from './person.ts'
import { decodePicture } from './pictures/decode.ts'
import { fit, type Picture } from './pictures/picture.ts'
import { decodePng, isPng } from './pictures/png.ts'
import { RefusedPicture } from './pictures/refused-picture.ts'
import { mirrorOf, squaresOf } from './pictures/views.ts'

const isPicture = (name: string) => /\.(jpe?g|png)$/i.test(name)

/** A JPEG or PNG as pixels. Throws RefusedPicture for any other bytes. */
export const readPicture = (bytes: Buffer): Picture | Promise<Picture> =>
  isPng(bytes) ? decodePng(bytes) : decodePicture(bytes)

/** The same as a JPEG, which is all that the eyes of a kiosk take. */
export async function readAsJpeg(bytes: Buffer): Promise<Uint8Array> {
  if (!isPng(bytes)) return bytes
  const { width, height, pixels } = decodePng(bytes)
  const { encode } = await loadPackage('jpeg-js')
  const data = Buffer.alloc(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4)
  return encode({ width, height, data }, 92).data
}

/** The JPEG and PNG files of a folder and of its sub-folders; `group` is the sub-folder, or the folder itself. Sorted. */
export async function listPictures(folder: string): Promise<{ readonly file: string; readonly group: string }[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (error: NodeJS.ErrnoException) => {
      throw error.code === 'ENOENT' || error.code === 'ENOTDIR'
        ? new PlainError(`There is no folder ${folder}.`)
        : error
    },
  )
  const files = entries
    .filter((entry) => entry.isFile() && isPicture(entry.name))
    .map(({ parentPath, name }) => ({ file: join(parentPath, name), group: parentPath }))
    .sort((one, other) => (one.file < other.file ? -1 : 1))
  if (files.length === 0) throw new PlainError(`No JPEG or PNG picture lies in ${folder}.`)
  return files
}

/** What every picture is asked in a run: evidence of a person, and the largest face with its chip and descriptor. */
export type Seen = PersonSample & {
  readonly file: string
  readonly group: string
  readonly face?: { readonly chip: Picture; readonly descriptor: Float32Array; readonly isGood: boolean }
}

/** Faces of pictures for training are small or far; no more is asked of them than the pose and the mesh. */
const posed = {
  leastWidth: 0,
  largestShare: 2,
  leastSharpness: 0,
  leastLight: 0,
  mostLight: 255,
  leastContrast: 0,
  leastMeshScore: 0.9,
  mostYaw: 20,
  mostPitch: 28,
  mostRoll: 45,
}

/** Looks at pictures one after the other in this thread, some 300 ms each. A picture that cannot be read is named and left out. */
export async function openAlbum(onRefused: (file: string, reason: string) => void) {
  const [findFaces, features, describe] = [await loadFaces(), await loadFeatures(), await loadDescriptor()]
  return async ({ file, group }: { file: string; group: string }): Promise<Seen | undefined> => {
    try {
      const picture = fit(await readPicture(await readFile(file)))
      const faces = await findFaces(picture)
      const [largest] = faces.toSorted((one, other) => other.score * other.box.width - one.score * one.box.width)
      const face = largest && (await describeLargest(picture, largest, describe))
      const all = await eachOf([picture, mirrorOf(picture), ...squaresOf(picture)], features)
      return { file, group, views: all.slice(0, 2), squares: all.slice(2), faces, face }
    } catch (error) {
      if (!(error instanceof RefusedPicture)) throw error
      onRefused(file, error.message)
      return undefined
    }
  }
}

/** One after the other: together they would only take memory. */
async function eachOf<Result>(pictures: readonly Picture[], look: (picture: Picture) => Promise<Result>) {
  const results: Result[] = []
  for (const picture of pictures) results.push(await look(picture))
  return results
}

async function describeLargest(picture: Picture, face: Face, describe: (chips: Picture[]) => Promise<Float32Array[]>) {
  const chip = cutChip(picture, face)
  const [descriptor] = await describe([chip])
  const quality = {
    faceWidth: face.box.width,
    pictureWidth: picture.width,
    meshScore: face.meshScore,
    pose: poseOf(face),
    ...measureChip(chip),
  }
  return { chip, descriptor, isGood: hintsOf(quality, posed).length === 0 }
}

/** Which of `count` parts each picture belongs to, so that each part has as many of each label; drawn by the given numbers. */
export function drawParts(labels: readonly number[], count: number, random: () => number): number[] {
  const parts = labels.map(() => 0)
  for (const label of new Set(labels)) {
    const rows = labels.flatMap((other, row) => (other === label ? [{ row, draw: random() }] : []))
    rows.sort((one, other) => one.draw - other.draw)
    for (const [place, { row }] of rows.entries()) parts[row] = place % count
  }
  return parts
}
