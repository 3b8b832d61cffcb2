/** What has been tried and what came of it; each check stage counts as one. */
export type Tally = { passed: number; failed: number; skipped: number }

export const emptyTally: Tally = { passed: 0, failed: 0, skipped: 0 }

/** The sums of both. */
export const addTallies = (one: Tally, other: Tally): Tally => ({
  passed: one.passed + other.passed,
  failed: one.failed + other.failed,
  skipped: one.skipped + other.skipped,
})

/** The closing line of every test run. */
export const formatTally = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed, ${skipped} skipped`
