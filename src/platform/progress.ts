/** Where progress is written: a terminal, whose last line can be written over, or a plain stream. */
export type ProgressOutput = { write(text: string): unknown; isTTY?: boolean; columns?: number }

export type Progress = {
  /** Runs one long step and shows that it is going on; `report(done, total)` may be called as often as one likes. */
  step<T>(name: string, work: (report: (done: number, total: number) => void) => Promise<T>): Promise<T>
  /** Writes one finished line. */
  say(line: string): void
}

const redrawMs = 100
const plainLineMs = 5000
const clearLine = '\r\u001b[2K'

const formatSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`
const formatShare = (done: number, total: number): string => (total > 0 ? ` ${Math.floor((100 * done) / total)} %` : '')

/** Shows steps as a line that is written over on a terminal, and as plain lines elsewhere. `now` is in milliseconds. */
export function createProgress(output: ProgressOutput, now: () => number): Progress {
  const draw = (line: string) => output.write(clearLine + line.slice(0, (output.columns ?? 120) - 1))
  const say = (line: string) => output.write(`${output.isTTY ? clearLine : ''}${line}\n`)

  const show = (line: string) => (output.isTTY ? draw(line) : say(line))

  async function step<T>(
    name: string,
    work: (report: (done: number, total: number) => void) => Promise<T>,
  ): Promise<T> {
    const began = now()
    let shown = began
    if (output.isTTY) draw(`${name} …`)
    const report = (done: number, total: number) => {
      if (now() - shown < (output.isTTY ? redrawMs : plainLineMs)) return
      shown = now()
      show(`${name} …${formatShare(done, total)}, ${formatSeconds(shown - began)}`)
    }
    try {
      const result = await work(report)
      say(`${name}: ${formatSeconds(now() - began)}`)
      return result
    } catch (error) {
      // The half-drawn line would otherwise run into the message about the failure.
      if (output.isTTY) output.write(clearLine)
      throw error
    }
  }

  return { step, say }
}

/** For callers that nobody watches. */
export const silentProgress: Progress = { step: (_name, work) => work(() => {}), say: () => {} }
