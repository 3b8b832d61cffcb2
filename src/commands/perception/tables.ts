import type { Figures } from '#perception/figures'

type Epoch = { epoch: number; loss: number; accuracy: number; validationLoss: number; validationAccuracy: number }

const percent = (share: number) => `${(100 * share).toFixed(2)} %`

/** Curves of loss and accuracy as a table, ten epochs of which are enough to see how they run. */
export function curveLines(epochs: readonly Epoch[]): string[] {
  const step = Math.max(1, Math.ceil(epochs.length / 10))
  const shown = epochs.filter(({ epoch }) => epoch === 1 || epoch % step === 0 || epoch === epochs.length)
  const bar = (share: number) => '█'.repeat(Math.round(20 * share)).padEnd(20, '·')
  return [
    'epoch     loss  accuracy    loss val.  accuracy val.',
    ...shown.map(
      ({ epoch, loss, accuracy, validationLoss, validationAccuracy }) =>
        `${String(epoch).padStart(5)}${loss.toFixed(4).padStart(9)}${percent(accuracy).padStart(10)}${validationLoss.toFixed(4).padStart(13)}${percent(validationAccuracy).padStart(11)}  ${bar(validationAccuracy)}`,
    ),
  ]
}

/** Precision, recall, F1 and accuracy, one line for each judge. */
export function figureLines(rows: readonly (readonly [string, Figures])[]): string[] {
  return [
    `${''.padEnd(28)}precision     recall         F1   accuracy   95 % interval        of`,
    ...rows.map(
      ([
        name,
        {
          precision,
          recall,
          f1,
          accuracy,
          accuracyInterval: [least, most],
          count,
        },
      ]) => {
        const cells = [precision, recall, f1, accuracy].map((share) => percent(share).padStart(11)).join('')
        return `${name.padEnd(26)}${cells}   ${percent(least)} to ${percent(most)}${String(count).padStart(7)}`
      },
    ),
  ]
}
