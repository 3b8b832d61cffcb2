/** What others hear of people: whoever has to know, such as fraud, which identity knows nothing of. */

export const changes = [
  'signedIn',
  'passwordChanged',
  'phoneChanged',
  'deviceAdded',
  'passkeyAdded',
  'passkeyRemoved',
  'totpAdded',
  'totpRemoved',
  'pinSet',
  'recoveryCodesMade',
  'recoveryCodeUsed',
  'deviceBound',
  'deviceRevoked',
] as const
export type Change = (typeof changes)[number]

export interface PersonalNews {
  readonly person: string
  readonly change: Change
  readonly at: Date
  readonly device: string | null
  readonly network: string | null
  /** Of a device that was added: whether it is the one with which the person came. */
  readonly isFirst?: boolean
}

/** Is told after the commit, and waited for; what it throws is its own affair and must be caught there. */
export type Listener = (news: readonly PersonalNews[]) => Promise<void>

export interface News {
  tell(news: readonly PersonalNews[]): Promise<void>
  subscribe(listener: Listener): void
}

export const createNews = (): News => {
  const listeners: Listener[] = []
  return {
    tell: async (news) => {
      for (const listener of listeners) await listener(news)
    },
    subscribe: (listener) => void listeners.push(listener),
  }
}
