import { createRandom } from '#learning/random'
import { drawParts, listPictures, openAlbum, type Seen } from '#perception/evidence'
import { createEyes, distanceBetween } from '#perception/eyes'
import { type Figures, figuresOf, intervalOf, type Verification, verificationOf } from '#perception/figures'
import { readPersonModel, scorePerson, trainPerson } from '#perception/person'
import { PlainError } from '#platform/plain-errors'
import { makeAttacks, measureAttack, measureSequences, readFrames, wholeFrames } from './attacks.ts'
import type { LockerOptions } from './options.ts'

const FOLDS = 5
const FRAMES = 8
const SEED = 7
/** At this distance or below two pictures count as the same person. */
const OWNER = 0.55

type Say = (line: string) => void
type Person = Omit<Figures, 'accuracyInterval' | 'count'>

/** What is measured. The first four parts have the agreed form; `details` has intervals, what was left out, and the model as shipped. */
export type LockerReport = {
  readonly person: Person
  /** Nulls where no two people have two pictures each. */
  readonly owner: { readonly eer: number | null; readonly tar_at_far_0_1pct: number | null; readonly pairs: number }
  readonly attack: { readonly auc: number | null }
  readonly latency_ms: Record<string, number>
  readonly memory_mb: number
  readonly details: Record<string, unknown>
}

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

/** Measures on folders of pictures; people in sub-folders count as identities, where a sub-folder has two pictures or more. */
export async function runBenchmark(options: LockerOptions, say: Say): Promise<LockerReport> {
  const people = await listPictures(options.people)
  const objects = await listPictures(options.objects)
  const pace = await measureDecision(people, options.modelsFolder)
  say(
    `One decision, ${FRAMES} frames: ${pace.latency.decision.toFixed(0)} ms; the process has ${pace.memory.toFixed(0)} MB resident`,
  )
  const left: string[] = []
  const look = await openAlbum((file, reason) => {
    left.push(file)
    say(`Left out: ${file}. ${reason}`)
  })
  const album = async (pictures: typeof people) => {
    const seen: Seen[] = []
    for (const picture of pictures) seen.push(...[await look(picture)].flatMap((one) => one ?? []))
    return seen
  }
  const [withPeople, without] = [await album(people), await album(objects)]
  const person = await measurePerson(withPeople, without)
  say(
    `Person or not, ${FOLDS} folds of ${person.folds.count}: accuracy ${percent(person.folds.accuracy)}, from ${percent(person.folds.accuracyInterval[0])} to ${percent(person.folds.accuracyInterval[1])}`,
  )
  say(
    `  the paper’s head alone: ${percent(person.head.accuracy)}; the shipped model on these pictures: ${percent(person.shipped.accuracy)}`,
  )
  const owner = measureOwner(withPeople)
  for (const line of ownerLines(owner)) say(line)
  const attack = await attackOf(
    options,
    people.map(({ file }) => file),
    say,
  )
  const { accuracyInterval, count, ...figures } = person.folds
  return {
    person: figures,
    owner: {
      eer: owner?.good.eer ?? null,
      tar_at_far_0_1pct: owner?.good.tarAtFar01 ?? null,
      pairs: owner?.good.pairs ?? 0,
    },
    attack: { auc: attack?.auc ?? null },
    latency_ms: pace.latency,
    memory_mb: pace.memory,
    details: {
      person: { accuracyInterval, count, head: person.head, shipped: person.shipped, wrong: person.wrong },
      owner,
      attack,
      left,
    },
  }
}

/** Attacks on the pictures given, or on some that are made by rule, which is said. */
async function attackOf(options: LockerOptions, people: readonly string[], say: Say) {
  const { spoof, makeSpoof, modelsFolder } = options
  if (makeSpoof !== undefined) await makeAttacks(people, makeSpoof, SEED, (file) => say(`Left out: ${file}`))
  const folder = makeSpoof ?? spoof
  if (folder === undefined) return undefined
  const attack = await measureAttack(options.people, folder, modelsFolder, (file) => say(`Left out: ${file}`))
  const { auc, real, atLimits } = attack
  say(
    `Attacks${makeSpoof === undefined ? '' : ', made by rule'}: area under the curve ${auc.toFixed(4)} over ${real} real and ${attack.spoof} attacks; by the limits ${percent(atLimits.attacksRefused)} of attacks and ${percent(atLimits.livingRefused)} of real frames are refused`,
  )
  const sequences = makeSpoof && (await sequencesOf(options, say))
  return { ...attack, sequences, isMade: makeSpoof !== undefined }
}

/** How decisions do, not frames: that is what a door is opened by. */
async function sequencesOf({ people, modelsFolder }: LockerOptions, say: Say) {
  const found = await measureSequences(await listPictures(people), modelsFolder, SEED, (file) =>
    say(`Left out: ${file}`),
  )
  say(
    `  over ${FRAMES} frames each, ${found.real} people and ${found.spoof} attacks: ${found.auc.toFixed(4)}; by the limits ${percent(found.atLimits.attacksRefused)} of attacks and ${percent(found.atLimits.livingRefused)} of people are refused`,
  )
  return found
}

/** A complete decision as the locker makes it, in a fresh thread; the second one, when the models are warm. */
async function measureDecision(pictures: Awaited<ReturnType<typeof listPictures>>, modelsFolder: string | undefined) {
  const eyes = createEyes({ modelsFolder })
  const chosen = Array.from({ length: FRAMES }, (_, index) => pictures[(index * 13) % pictures.length])
  const read = await readFrames(chosen, () => undefined)
  const frames = read.map(({ jpeg }, index) => ({ jpeg, isWhole: wholeFrames.includes(index) }))
  await eyes.look(frames)
  const runs: { decision: number; timing: Record<string, number> }[] = []
  for (let run = 0; run < 3; run++) {
    const began = performance.now()
    const { timing } = await eyes.look(frames)
    runs.push({ decision: performance.now() - began, timing })
  }
  const memory = process.memoryUsage().rss / 1e6
  await eyes.close()
  const [, { decision, timing }] = runs.toSorted((one, other) => one.decision - other.decision)
  const steps = Object.entries(timing).map(([step, total]) => [
    step,
    total / (step === 'person' ? wholeFrames.length : FRAMES),
  ])
  return {
    latency: { decision, ...Object.fromEntries(steps) } as Record<string, number> & { decision: number },
    memory,
  }
}

async function measurePerson(people: readonly Seen[], objects: readonly Seen[]) {
  const samples = [...people, ...objects]
  const labels = samples.map((_, row) => (row < people.length ? 1 : 0))
  if (Math.min(people.length, objects.length) < 2 * FOLDS) {
    throw new PlainError(
      `Person or not is measured in ${FOLDS} folds: at least ${2 * FOLDS} pictures of each kind are needed.`,
    )
  }
  const parts = drawParts(labels, FOLDS, createRandom(SEED))
  const [combined, head] = [labels.map(() => 0), labels.map(() => 0)]
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = parts.flatMap((part, row) => (part === fold ? [] : [row]))
    const model = trainPerson(
      kept.map((row) => samples[row]),
      kept.map((row) => labels[row]),
      { seed: SEED },
    )
    for (const [row, part] of parts.entries()) {
      if (part !== fold) continue
      const score = scorePerson(model, samples[row])
      combined[row] = score.combined > 0 ? 1 : 0
      head[row] = score.head > 0 ? 1 : 0
    }
  }
  const shipped = await readPersonModel()
  const wrong = samples.flatMap(({ file }, row) => (combined[row] === labels[row] ? [] : [file]))
  return {
    folds: figuresOf(combined, labels),
    head: figuresOf(head, labels),
    shipped: figuresOf(
      samples.map((sample) => (scorePerson(shipped, sample).combined > 0 ? 1 : 0)),
      labels,
    ),
    wrong,
  }
}

type Faced = Seen & { readonly face: NonNullable<Seen['face']> }

function measureOwner(people: readonly Seen[]) {
  const faced = people.filter((seen): seen is Faced => seen.face !== undefined)
  const sizes = Map.groupBy(faced, ({ group }) => group)
  // A folder of people who are not sorted by identity holds strangers under one name, and says nothing here.
  const sorted = sizes.size > 1 ? faced.filter(({ group }) => (sizes.get(group)?.length ?? 0) > 1) : []
  const good = sorted.filter(({ face }) => face.isGood)
  const { same, others } = pairsOf(good)
  if (same.length === 0 || others.length === 0) return undefined
  const right =
    same.filter((distance) => distance <= OWNER).length + others.filter((distance) => distance > OWNER).length
  const all = pairsOf(sorted)
  return {
    good: verificationOf(same, others),
    all: verificationOf(all.same, all.others),
    accuracy: right / (same.length + others.length || 1),
    accuracyInterval: intervalOf(right, same.length + others.length),
    faces: sorted.length,
    refused: sorted.length - good.length,
  } satisfies { good: Verification; all: Verification; [more: string]: unknown }
}

function ownerLines(owner: ReturnType<typeof measureOwner>): string[] {
  if (owner === undefined) return ['Owner: not measured, as no two people have a folder with two faces each.']
  const { good, all, accuracy, refused, faces } = owner
  return [
    `Owner: equal error rate ${percent(good.eer)} over ${good.pairs} pairs, ${percent(good.tarAtFar01)} true accepts at 0.1 % false; accuracy ${percent(accuracy)}`,
    `  ${refused} of ${faces} pictures are refused for pose; with these the equal error rate is ${percent(all.eer)}`,
  ]
}

function pairsOf(faces: readonly Faced[]): { same: number[]; others: number[] } {
  const [same, others]: [number[], number[]] = [[], []]
  for (const [index, one] of faces.entries()) {
    for (const other of faces.slice(0, index)) {
      const distance = distanceBetween(one.face.descriptor, other.face.descriptor)
      ;(one.group === other.group ? same : others).push(distance)
    }
  }
  return { same, others }
}
