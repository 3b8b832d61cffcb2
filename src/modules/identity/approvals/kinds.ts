/** What takes two people's signatures. Modules above register their kinds; none is known here. */
import assert from 'node:assert/strict'
import type { Money } from '#platform/money'
import type { Approval } from '../wire.ts'

/** What a signature covers beyond what is asked: read anew at each signature, so that what changed in between is noticed. */
export interface Facts {
  readonly content: Readonly<Record<string, string | null>>
  /** Where money moves, its amount and payee, which the passkey signs by themselves too (PSD2). */
  readonly amount?: Money
  readonly payee?: { readonly account: string; readonly name: string }
}

/** One that waits for a second person. */
export type WaitingApproval = Omit<Approval, 'kind' | 'askedBy' | 'isMine'> & { readonly askedBy: string }

export interface ApprovalKind {
  readonly kind: string
  /** The permission that both people need. */
  readonly may: string
  /** How long the first signature is good for; omitted where the matter itself has a term. */
  readonly goodForMs?: number
  /** Throws a Refusal where there is no such thing. `asked` is what the person wants, as the request says it. */
  facts(subject: string, asked: Readonly<Record<string, unknown>>): Promise<Facts>
  /** What waits for a second person now. */
  waiting(): Promise<readonly WaitingApproval[]>
}

/** The kinds of a bank. */
export const createKinds = () => {
  const kinds = new Map<string, ApprovalKind>()
  return {
    register: (kind: ApprovalKind): void => {
      assert(!kinds.has(kind.kind), `${kind.kind} is registered already`)
      kinds.set(kind.kind, kind)
    },
    find: (kind: string): ApprovalKind | undefined => kinds.get(kind),
    all: (): readonly ApprovalKind[] => [...kinds.values()],
  }
}

export type Kinds = ReturnType<typeof createKinds>
