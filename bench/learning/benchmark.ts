import { rocAuc } from '#learning/metrics'
import { type LabeledTable, positiveShare } from '#learning/table'
import { describeComputer, sayComputer } from '../ledger/machine.ts'
import { boost, type KindResult, measureKind, otherKinds } from './kinds.ts'
import type { Options } from './options.ts'
import { drawPayments } from './payments.ts'
import { type Peer, startPeer } from './peer.ts'
import { heading, kindLine, medianOf, type PeerResult, peerLine, type Report, ratioLimit } from './report.ts'

const usualPythons = ['python3', '/usr/bin/python3']
const kept = 4

/** Runs everything on one thread, one after another. Between fits it looks whether it should stop. */
export const runBenchmark = async (
  { rows, rounds, seed, python }: Options,
  say: (line: string) => void,
  stopping: AbortSignal,
): Promise<Report> => {
  const machine = describeComputer()
  say(sayComputer(machine))
  const train = drawPayments(seed, rows)
  const test = drawPayments(seed + 1, Math.ceil(rows / kept))
  const positives = Math.round(positiveShare(train.labels) * rows)
  say(`${rows} rows of ${train.table.columns} columns, ${positives} with label 1\n\n${heading}`)
  const started = await startPeer(python === undefined ? usualPythons : [python], train, test)
  await using peer = typeof started === 'string' ? undefined : started
  const duel = await takeTurns(peer, rounds, train, test, stopping)
  say(kindLine(duel.ours))
  if (duel.peer !== null) say(peerLine(duel.peer))
  const kinds = [duel.ours]
  for (const [kind, fit] of Object.entries(otherKinds)) {
    stopping.throwIfAborted()
    const result = measureKind(kind, fit, train, test)
    say(kindLine(result))
    kinds.push(result)
    // A signal is only heard between two fits.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    machine,
    rows,
    columns: train.table.columns,
    positives,
    seed,
    kinds,
    peer: duel.peer,
    peer_missing: typeof started === 'string' ? started : null,
    ratio_boosting_to_peer: duel.ratio,
    ratio_limit: ratioLimit,
    passed: duel.ratio === null ? null : duel.ratio <= ratioLimit,
  }
}

type Duel = { readonly ours: KindResult; readonly peer: PeerResult | null; readonly ratio: number | null }

/** Boosting and its peer in turns, so that a drift of the machine meets both. */
const takeTurns = async (
  peer: Peer | undefined,
  rounds: number,
  train: LabeledTable,
  test: LabeledTable,
  stopping: AbortSignal,
): Promise<Duel> => {
  const ours: KindResult[] = []
  const theirs: number[] = []
  let auc = 0
  for (let round = 0; round < rounds; round++) {
    stopping.throwIfAborted()
    ours.push(measureKind('boosting', boost, train, test))
    const fitted = await peer?.fit()
    if (fitted === undefined) continue
    theirs.push(fitted.seconds)
    auc = rocAuc(fitted.scores, test.labels)
  }
  const median = (read: (result: KindResult) => number) => medianOf(ours.map(read))
  return {
    ours: {
      kind: 'boosting',
      fit_seconds: median((result) => result.fit_seconds),
      microseconds_per_row: median((result) => result.microseconds_per_row),
      microseconds_per_explanation: median((result) => result.microseconds_per_explanation ?? 0),
      auc: median((result) => result.auc),
    },
    peer: peer === undefined ? null : { version: peer.version, fit_seconds: medianOf(theirs), auc },
    ratio:
      peer === undefined ? null : medianOf(ours.map(({ fit_seconds }, round) => fit_seconds / (theirs[round] ?? 0))),
  }
}
