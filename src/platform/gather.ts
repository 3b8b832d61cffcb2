/** Batches out of a stream: whatever has arrived while the batch before was being written, up to a bound; chains stay whole. */
import { AtLine, type Numbered } from '#platform/lines'
import { Refusal } from '#platform/refusal'

export interface Gathering<Item> {
  /** Items after which a batch is full. */
  readonly usual: number
  /** Items of the longest chain, which is then a batch by itself. */
  readonly most: number
  /** True for an item that must be in one batch with the next. */
  readonly isLinked: (item: Item) => boolean
}

const chainTooLong = (most: number) =>
  new Refusal('chain-too-long', 422, `A chain may have ${most} items; the line is its first.`)

/** How many of the waiting items make the next batch; 0 where their chain goes on in what has not come yet. */
const cut = <Item>(waiting: readonly Numbered<Item>[], hasEnded: boolean, gathering: Gathering<Item>): number => {
  const { usual, most, isLinked } = gathering
  let end = Math.min(waiting.length, usual)
  while (end > 0 && isLinked(waiting[end - 1].item)) end--
  if (end > 0) return end
  const length = waiting.findIndex(({ item }) => !isLinked(item)) + 1
  const isTooLong = length > most || (length === 0 && waiting.length >= most)
  if (isTooLong) throw new AtLine(waiting[0].line, chainTooLong(most))
  return length === 0 && hasEnded ? waiting.length : length
}

/**
 * Cuts a stream of items into batches. It reads on while a batch is being written, at most a batch ahead. What the source
 * throws comes after everything that came before it; a chain that is then still open comes as it is.
 */
export async function* gather<Item>(
  source: AsyncIterable<readonly Numbered<Item>[]>,
  gathering: Gathering<Item>,
): AsyncGenerator<Numbered<Item>[]> {
  const waiting: Numbered<Item>[] = []
  let failure: { readonly error: unknown } | undefined
  let [hasEnded, isHungry, isOver] = [false, false, false]
  // Never do both sides wait: the reader does for room only while nobody is hungry.
  let wake = () => {}
  const pause = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })

  const read = async () => {
    try {
      for await (const arrived of source) {
        waiting.push(...arrived)
        wake()
        while (!isOver && !isHungry && waiting.length >= gathering.usual) await pause()
        if (isOver) break
      }
    } catch (error) {
      // It is thrown to whoever takes the batches, when they have had all that came before.
      failure = { error }
    }
    hasEnded = true
    wake()
  }

  void read()
  try {
    while (true) {
      const count = cut(waiting, hasEnded, gathering)
      if (count > 0) {
        const batch = waiting.splice(0, count)
        wake()
        yield batch
      } else if (hasEnded) {
        if (failure) throw failure.error
        return
      } else {
        isHungry = true
        wake()
        await pause()
        isHungry = false
      }
    }
  } finally {
    isOver = true
    wake()
  }
}
