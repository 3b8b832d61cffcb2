/** What the guard answers. */
export type Severity = 'notice' | 'caution' | 'danger'
export type About = 'note' | 'payee' | 'link' | 'code'

/** In the languages of the apps. */
export interface Sentence {
  readonly en: string
  readonly hi: string
}

export interface Finding {
  /** Stable, such as link-look-alike. */
  readonly code: string
  readonly severity: Severity
  readonly about: About
  /** The part that was meant: a host, a name, words of the note. */
  readonly subject: string
  /** What was found and what to do. */
  readonly sentence: Sentence
}

export interface Checked {
  /** Worst first, at most eight. */
  readonly findings: readonly Finding[]
  readonly severity: Severity | 'none'
  /** How long a screen lets a person read before they can go on; nothing is lost by waiting longer. */
  readonly pauseSeconds: number
}

const ranks: Readonly<Record<Severity, number>> = { danger: 2, caution: 1, notice: 0 }
const pauses: Readonly<Record<Severity, number>> = { danger: 12, caution: 5, notice: 0 }

/** A further finding asks for a little more time to read it. */
const secondsMore = 3
const longestPause = 30
const mostFindings = 8

const sameThing = ({ code, subject }: Finding): string => `${code} ${subject}`

/** Puts findings in order and weighs them. */
export const weigh = (all: readonly Finding[]): Checked => {
  const findings = [...new Map(all.map((finding) => [sameThing(finding), finding])).values()]
    .sort((one, other) => ranks[other.severity] - ranks[one.severity])
    .slice(0, mostFindings)
  const [worst] = findings
  const weighty = findings.filter(({ severity }) => severity !== 'notice').length
  const pause = worst ? pauses[worst.severity] + Math.max(0, weighty - 1) * secondsMore : 0
  return { findings, severity: worst?.severity ?? 'none', pauseSeconds: Math.min(longestPause, pause) }
}
