/** How long the stages of a request take, for whoever wants to know where the time goes. */
export interface Stages<Name extends string> {
  /** Answers what the work answers, and notes how long it took; work that fails is noted too. */
  time<Answer>(stage: Name, work: () => Promise<Answer>): Promise<Answer>
}

/** Notes nothing. */
export const untimed: Stages<string> = { time: (_stage, work) => work() }

/** Tells `note` of each stage in milliseconds of a monotonic clock. */
export const createStages = <Name extends string>(
  nowMs: () => number,
  note: (stage: Name, ms: number) => void,
): Stages<Name> => ({
  time: async (stage, work) => {
    const began = nowMs()
    try {
      return await work()
    } finally {
      note(stage, nowMs() - began)
    }
  },
})
