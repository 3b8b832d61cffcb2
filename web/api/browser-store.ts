/** The browser's own database, as far as the bank's pages use it: stores of values under keys. */

const done = <Answer>(request: IDBRequest<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** Answers what runs one request in a store of the database, which is made where it is missing. */
export const browserStore = <Store extends string>(database: string, stores: readonly Store[]) => {
  const open = (): Promise<IDBDatabase> => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => {
      for (const store of stores) request.result.createObjectStore(store)
    }
    return done(request)
  }
  return async <Answer>(
    name: Store,
    mode: IDBTransactionMode,
    use: (store: IDBObjectStore) => IDBRequest<Answer>,
  ): Promise<Answer> => {
    const opened = await open()
    try {
      return await done(use(opened.transaction(name, mode).objectStore(name)))
    } finally {
      opened.close()
    }
  }
}
