import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '#learning/random'
import { listPictures, readAsJpeg } from '#perception/evidence'
import { createEyes, type Look, mostFrames } from '#perception/eyes'
import { aucOf } from '#perception/figures'
import { personLimits } from '#perception/judge-frames'
import { type AttackKind, makeAttack, makeFrames } from '#perception/made-attacks'

const kinds: readonly AttackKind[] = ['screen', 'print']

/** Writes an attack of each kind from every picture of people into `folder`, a sub-folder for each kind. They are made by rule, and say so by their names. */
export async function makeAttacks(
  people: readonly string[],
  folder: string,
  seed: number,
  onRefused: (file: string) => void,
): Promise<void> {
  const random = createRandom(seed)
  for (const kind of kinds) {
    await mkdir(join(folder, kind), { recursive: true })
    for (const [index, file] of people.entries()) {
      try {
        await writeFile(
          join(folder, kind, `made-${index}.jpg`),
          await makeAttack(await readAsJpeg(await readFile(file)), kind, random),
        )
      } catch (error) {
        if (!(error instanceof Error && error.name === 'RefusedPicture')) throw error
        onRefused(file)
      }
    }
  }
}

type Listed = { readonly file: string; readonly group: string }

/** Pictures as the eyes take them; one that cannot be read is named and left out. */
export async function readFrames<Picture extends Listed>(
  pictures: readonly Picture[],
  onRefused: (file: string) => void,
) {
  const frames: (Picture & { readonly jpeg: Uint8Array })[] = []
  for (const picture of pictures) {
    try {
      frames.push({ ...picture, jpeg: await readAsJpeg(await readFile(picture.file)) })
    } catch (error) {
      if (!(error instanceof Error && error.name === 'RefusedPicture')) throw error
      onRefused(picture.file)
    }
  }
  return frames
}

type Face = NonNullable<Look['face']>
type Seen = { readonly group: string; readonly face: Face }

/** What speaks for life by our own signs: few waves, little glare, many colors. */
const ownSigns = ({ attack }: Face): number => 2 * attack.colors - 0.5 * attack.peak - 5 * attack.glare

/** The same with the model against attacks, where the bank has placed it. */
const lifeOf = (face: Face): number => (face.attack.minifas ?? 0) + ownSigns(face)

/** Whether one frame alone would count as an attack, by the limits in service. */
const isRefused = ({ attack }: Face): boolean =>
  (attack.minifas ?? Number.POSITIVE_INFINITY) < personLimits.leastMinifas ||
  attack.peak > personLimits.mostPeak ||
  attack.glare > personLimits.mostGlare ||
  attack.colors < personLimits.leastColors

const signs: Readonly<Record<string, (face: Face) => number>> = {
  minifas: ({ attack }) => attack.minifas ?? 0,
  ours: ownSigns,
  peak: ({ attack }) => -attack.peak,
  glare: ({ attack }) => -attack.glare,
  colors: ({ attack }) => attack.colors,
}

const share = (faces: readonly Seen[]) => faces.filter(({ face }) => isRefused(face)).length / (faces.length || 1)

/** How well single frames of attacks are told from frames of people: all signs together, each alone, and by the limits in service. */
export async function measureAttack(
  real: string,
  spoof: string,
  modelsFolder: string | undefined,
  onRefused: (file: string) => void,
) {
  const eyes = createEyes({ modelsFolder, timeoutMs: 120_000 })
  const lookAt = async (folder: string): Promise<Seen[]> => {
    const pictures = await listPictures(folder)
    const seen: Seen[] = []
    for (let start = 0; start < pictures.length; start += mostFrames) {
      const some = pictures.slice(start, start + mostFrames)
      const frames = await readFrames(some, onRefused)
      const { looks } = await eyes.look(frames.map(({ jpeg }) => ({ jpeg, isWhole: true })))
      seen.push(
        ...looks.flatMap(({ face }, index) => (face === undefined ? [] : [{ group: frames[index].group, face }])),
      )
    }
    return seen
  }
  const [living, attacks] = [await lookAt(real), await lookAt(spoof)]
  await eyes.close()
  const auc = (score: (face: Face) => number, of: readonly Seen[]) =>
    aucOf(
      living.map(({ face }) => score(face)),
      of.map(({ face }) => score(face)),
    )
  const groups = Map.groupBy(attacks, ({ group }) => group)
  return {
    auc: auc(lifeOf, attacks),
    real: living.length,
    spoof: attacks.length,
    alone: Object.fromEntries(Object.entries(signs).map(([name, score]) => [name, auc(score, attacks)])),
    folders: Object.fromEntries([...groups].map(([group, of]) => [group, auc(lifeOf, of)])),
    atLimits: { attacksRefused: share(attacks), livingRefused: share(living) },
  }
}

/** The frames of a decision that are looked at whole, as the locker does. */
export const wholeFrames: readonly number[] = [0, 2, 5]
const FRAMES = 8
/** More people than this would only take time. */
const MOST_SEQUENCES = 24

type Sequence = { readonly life: number; readonly isRefused: boolean }

const meanFace = (faces: readonly Face[], pick: (attack: Face['attack']) => number | undefined) => {
  const values = faces.flatMap(({ attack }) => pick(attack) ?? [])
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length
}

/** What the door judges a decision by: the mean of each sign over the frames that are good enough. */
function voteOf(looks: readonly Look[]): Sequence | undefined {
  const faces = looks.flatMap(({ face }) => (face !== undefined && face.hints.length === 0 ? [face] : []))
  if (faces.length === 0) return undefined
  const mean = {
    minifas: meanFace(faces, ({ minifas }) => minifas),
    peak: meanFace(faces, ({ peak }) => peak) ?? 0,
    glare: meanFace(faces, ({ glare }) => glare) ?? 0,
    colors: meanFace(faces, ({ colors }) => colors) ?? 0,
  }
  const face = { ...faces[0], attack: mean }
  return { life: lifeOf(face), isRefused: isRefused(face) }
}

/** The same over decisions of eight frames, of people and of attacks that are made of them, held by a hand that shakes. */
export async function measureSequences(
  people: readonly Listed[],
  modelsFolder: string | undefined,
  seed: number,
  onRefused: (file: string) => void,
) {
  const eyes = createEyes({ modelsFolder, timeoutMs: 120_000 })
  const random = createRandom(seed)
  const voted: Record<AttackKind | 'person', Sequence[]> = { person: [], screen: [], print: [] }
  const step = Math.max(1, Math.floor(people.length / MOST_SEQUENCES))
  const some = people.filter((_, index) => index % step === 0).slice(0, MOST_SEQUENCES)
  for (const { jpeg } of await readFrames(some, onRefused)) {
    for (const kind of ['person', ...kinds] as const) {
      const frames = await makeFrames(jpeg, kind, FRAMES, random)
      const { looks } = await eyes.look(frames.map((each, at) => ({ jpeg: each, isWhole: wholeFrames.includes(at) })))
      voted[kind].push(...[voteOf(looks)].flatMap((one) => one ?? []))
    }
  }
  await eyes.close()
  const attacks = [...voted.screen, ...voted.print]
  const lives = (sequences: readonly Sequence[]) => sequences.map(({ life }) => life)
  const refused = (sequences: readonly Sequence[]) =>
    sequences.filter(({ isRefused: is }) => is).length / (sequences.length || 1)
  return {
    auc: aucOf(lives(voted.person), lives(attacks)),
    real: voted.person.length,
    spoof: attacks.length,
    atLimits: { attacksRefused: refused(attacks), livingRefused: refused(voted.person) },
    lives: { person: lives(voted.person), screen: lives(voted.screen), print: lives(voted.print) },
  }
}
