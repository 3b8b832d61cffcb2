/** Which payments a model learns from, which its thresholds are chosen on, and which it is tried on. */
import { dayMs } from '#platform/time'

/** From an instant up to another one, which is not part of it. */
export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

export interface TrainingWindows {
  readonly train: Span
  /** For thresholds and calibration. */
  readonly choose: Span
  readonly test: Span
  /** The moment that the training puts itself in: no label that became known later is used to train or to choose. */
  readonly trainedAsOfMs: number
  /** The same for the test: now. */
  readonly testedAsOfMs: number
}

/** Days that a label may take; a payment that is older and has none counts as genuine. */
export const labelDelayDays = 7

export const protocolDays = { train: 63, leastTrain: 14, choose: 7, test: 14 }

/**
 * Train, choose, wait for labels, test; then wait again, because the labels of the test take their time too. Null where the history is
 * shorter than that. `lastMs` is the last payment's time.
 */
export const windowsOf = (firstMs: number, lastMs: number): TrainingWindows | null => {
  const delayMs = labelDelayDays * dayMs
  const test = { fromMs: lastMs - delayMs - protocolDays.test * dayMs, toMs: lastMs - delayMs }
  const chooseTo = test.fromMs - delayMs
  const trainTo = chooseTo - protocolDays.choose * dayMs
  const trainFrom = Math.max(firstMs, trainTo - protocolDays.train * dayMs)
  if (trainTo - trainFrom < protocolDays.leastTrain * dayMs) return null
  return {
    train: { fromMs: trainFrom, toMs: trainTo },
    choose: { fromMs: trainTo, toMs: chooseTo },
    test,
    trainedAsOfMs: test.fromMs,
    testedAsOfMs: lastMs,
  }
}
