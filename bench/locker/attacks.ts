import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createRandom } from '#learning/random'
import { listPictures } from '#perception/evidence'
import { createEyes, type Look, mostFrames } from '#perception/eyes'
import { aucOf } from '#perception/figures'
import { personLimits } from '#perception/judge-frames'
import { type AttackKind, makeAttack } from '#perception/made-attacks'

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
        await writeFile(join(folder, kind, `made-${index}.jpg`), await makeAttack(await readFile(file), kind, random))
      } catch (error) {
        if (!(error instanceof Error && error.name === 'RefusedPicture')) throw error
        onRefused(file)
      }
    }
  }
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
export async function measureAttack(real: string, spoof: string, modelsFolder: string | undefined) {
  const eyes = createEyes({ modelsFolder, timeoutMs: 120_000 })
  const lookAt = async (folder: string): Promise<Seen[]> => {
    const pictures = await listPictures(folder)
    const seen: Seen[] = []
    for (let start = 0; start < pictures.length; start += mostFrames) {
      const some = pictures.slice(start, start + mostFrames)
      const jpegs = await Promise.all(some.map(({ file }) => readFile(file)))
      const { looks } = await eyes.look(jpegs.map((jpeg) => ({ jpeg, isWhole: true })))
      seen.push(...looks.flatMap(({ face }, index) => (face === undefined ? [] : [{ group: some[index].group, face }])))
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
