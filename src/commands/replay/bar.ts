/** The progress bar of a replay: how far, how many payments, how many a second. */
import type { ProgressOutput } from '#platform/progress'

const width = 30
const redrawMs = 200
const plainLineMs = 5000

export interface Bar {
  /** Share of the bytes read, 0 to 1, and payments answered. */
  show(share: number, payments: number): void
  end(): void
}

const draw = (share: number, payments: number, seconds: number): string => {
  const full = Math.round(Math.min(1, share) * width)
  const speed = seconds > 0 ? Math.round(payments / seconds) : 0
  const percent = Math.floor(Math.min(1, share) * 100)
  return `[${'='.repeat(full)}${' '.repeat(width - full)}] ${percent} %  ${payments.toLocaleString('en')} payments  ${speed.toLocaleString('en')} a second`
}

/** On a terminal one line that is written over, elsewhere a line every five seconds. */
export const createBar = (output: ProgressOutput, now: () => number): Bar => {
  const began = now()
  let shown = 0
  let last = ''
  return {
    show: (share, payments) => {
      last = draw(share, payments, (now() - began) / 1000)
      if (now() - shown < (output.isTTY ? redrawMs : plainLineMs)) return
      shown = now()
      output.write(output.isTTY ? `\r\u001b[2K${last}` : `${last}\n`)
    },
    end: () => {
      if (last) output.write(output.isTTY ? `\r\u001b[2K${last}\n` : `${last}\n`)
    },
  }
}
