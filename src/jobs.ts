/** What a bank does by the clock while it runs, and what it tells of that in numbers. */
import { releaseHolds } from '#modules/ledger'
import type { Config } from '#platform/config'
import { every, type Job } from '#platform/jobs'
import type { Log } from '#platform/log'
import type { Metrics } from '#platform/metrics'
import { keyNewsMs } from '#platform/sealing'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import { createTlsFollower, type TlsPair } from '#platform/tls'
import type { Bank } from './app.ts'

// Whether a proof is due is looked at this often, the first time so long after the start.
const proofLookMs = 5 * minuteMs

/** Proves the books by the clock; zero hours is never. */
const proveWhenDue = async ({ ledger }: Bank, hours: number, log: Log): Promise<void> => {
  if (hours === 0) return
  const proof = await ledger.proofs.proveWhenDue(hours * hourMs)
  if (proof?.breach) log.error({ job: 'prove', what: proof.breach.rule }, 'the books do not hold')
}

type Failed = (job: string) => (error: unknown) => void

// What was left over from before the start is done at once.
const isAtOnce = true

const fraudJobs = ({ fraud, flood }: Bank, failed: Failed): Job[] => [
  every(secondMs / 5, fraud.follow, failed('follow the log of fraud')),
  every(10 * secondMs, fraud.fold, failed('fold the log of fraud')),
  every(secondMs, fraud.refresh, failed('follow rules and policies')),
  every(hourMs, fraud.tidy, failed('tidy alerts')),
  every(secondMs, flood.flush, failed('count requests of nobody')),
  ...fraud.models.jobs(failed),
]

const auditJobs = ({ audit, sealing }: Bank, failed: Failed): Job[] => [
  every(keyNewsMs, sealing.refresh, failed('look for new keys')),
  every(secondMs / 2, audit.sequence, failed('extend the log'), { isAtOnce }),
  every(hourMs, audit.archive, failed('sign the archive of the log'), { isAtOnce }),
  every(10 * minuteMs, audit.anchor, failed('put a checkpoint elsewhere'), { isAtOnce }),
  every(hourMs, audit.rotateWhenDue, failed('give the log new keys'), { isAtOnce }),
  every(10 * minuteMs, audit.thin, failed('thin out checkpoints')),
]

const identityJobs = ({ identity }: Bank, failed: Failed): Job[] => [
  every(hourMs, identity.tidy, failed('tidy')),
  every(secondMs, () => identity.deliver('mail'), failed('deliver mail'), { isAtOnce }),
  every(secondMs, () => identity.deliver('sms'), failed('deliver text messages'), { isAtOnce }),
  every(minuteMs, () => identity.sealOld(), failed('seal personal data')),
  every(minuteMs, identity.rotateKeys, failed('rotate signing keys'), { isAtOnce }),
  every(minuteMs, identity.tidyTokens, failed('tidy tokens')),
  every(minuteMs, identity.tellRecoveries, failed('tell of recoveries'), { isAtOnce }),
]

const moneyJobs = ({ periods, payments }: Bank, failed: Failed): Job[] => [
  every(2 * secondMs, periods.count, failed('count periods'), { isAtOnce }),
  every(5 * secondMs, payments.runDue, failed('pay by standing orders'), { isAtOnce }),
  every(hourMs, payments.tidy, failed('tidy payee checks')),
  every(secondMs, payments.endDue, failed('end what is due'), { isAtOnce }),
  every(secondMs, payments.carryFilesOn, failed('carry files of payments on')),
  ...payments.abroad.jobs(failed),
]

/** Every job of a bank, begun; `released` counts the holds that this process has let go. */
export const startJobs = (bank: Bank, config: Config, log: Log, tls: TlsPair | undefined) => {
  const failed: Failed = (job) => (error) => log.error({ err: error, job }, 'a job failed')
  const releasing = releaseHolds(bank.ledger, failed('release holds'))
  const certificate =
    config.tls && tls
      ? every(10 * secondMs, createTlsFollower(bank.http.server, config.tls, tls), failed('read the certificate'))
      : undefined
  const jobs: Job[] = [
    ...fraudJobs(bank, failed),
    ...auditJobs(bank, failed),
    ...identityJobs(bank, failed),
    ...moneyJobs(bank, failed),
    ...bank.notifications.jobs(failed),
    ...bank.locker.jobs(failed),
    ...(certificate ? [certificate] : []),
    every(proofLookMs, () => proveWhenDue(bank, config.proveEveryHours, log), failed('prove')),
    releasing,
  ]
  return { jobs, released: releasing.released, readCertificate: certificate?.runNow }
}

/** What waits in this bank, for who watches it. */
export const addGauges = ({ lane, ledger, audit, identity }: Bank, metrics: Metrics, released: () => number): void => {
  metrics.gauge('bank_lane_waiting', 'Payments that wait for their commit.', lane.depth)
  ledger.measure(metrics)
  audit.measure(metrics)
  metrics.gauge('bank_holds_due', 'Holds whose time has come and that are not released yet.', ledger.countDueHolds)
  metrics.gauge('bank_holds_expired', 'Holds that this process has released since it started.', released)
  metrics.gauge('bank_messages_waiting', 'Mail and text messages that wait to leave.', identity.countWaitingMessages)
}
