/** Where encrypted pictures lie. A store knows names and bytes, and nothing of what they are. */
export interface PictureStore {
  /** Durable once it answers; another one of the same name is replaced. */
  put(name: string, bytes: Uint8Array): Promise<void>
  /** Undefined where there is none. */
  get(name: string): Promise<Uint8Array | undefined>
  /** That it is not there is no failure. */
  remove(name: string): Promise<void>
}

/** Names are made here of ids: a year, a month, an id. */
export const nameOf = (id: string, at: Date): string => `${at.toISOString().slice(0, 7).replace('-', '/')}/${id}`

const namePattern = /^\d{4}\/\d{2}\/[0-9a-f-]{36}$/

/** Throws where something else than a name of ours would become part of a path. */
export const checkName = (name: string): string => {
  if (!namePattern.test(name)) throw new RangeError('this is not the name of a picture')
  return name
}
