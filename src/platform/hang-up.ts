/** SIGHUP. A server that follows a file reads it again, as servers do; whatever follows none stops, as when its terminal closes. */
export interface HangUps {
  /** To be called for every SIGHUP. */
  receive(): void
  /** From now on they mean this, and no longer the end. */
  take(listener: () => void): void
}

export const createHangUps = (otherwise: () => void): HangUps => {
  let listener = otherwise
  return {
    receive: () => listener(),
    take: (given) => {
      listener = given
    },
  }
}
