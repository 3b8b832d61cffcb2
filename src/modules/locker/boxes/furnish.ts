/** A hall as the demo's seed makes it: boxes, a kiosk that waits for its key, and an owner who has consented and set a secret. */
import { hashSecret } from '../mine/secrets.ts'
import type { LockerNeeds } from '../needs.ts'

export interface Furnished {
  readonly branch: string
  readonly kiosk: { readonly id: string; readonly name: string }
  readonly boxes: readonly { readonly id: string; readonly number: string }[]
  /** Of the first box. */
  readonly owner: { readonly id: string; readonly person: string; readonly secret: string }
  readonly by: string
  readonly at: Date
}

/** Whatever is there already is left as it is. */
export const createFurnish =
  (needs: Pick<LockerNeeds, 'db' | 'secret'>) =>
  async ({ branch, kiosk, boxes, owner, by, at }: Furnished): Promise<void> => {
    const secret = await hashSecret(needs, owner.secret)
    await needs.db.transaction(async (tx) => {
      await tx.query(
        `insert into locker.kiosk (id, name, branch, set_up_by, set_up_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
        [kiosk.id, kiosk.name, branch, by, at],
      )
      await tx.query(
        `insert into locker.box (id, number, branch, drive, lock, lock_since, set_up_by, set_up_at)
         select id, number, $3, '{"kind":"simulated"}', 'locked', $5, $4, $5 from unnest($1::uuid[], $2::text[]) as given (id, number)
         on conflict do nothing`,
        [boxes.map(({ id }) => id), boxes.map(({ number }) => number), branch, by, at],
      )
      await tx.query(
        `insert into locker.holder (id, box, person, role, entered_by, entered_at, consented_by, consented_at, secret, secret_at)
         values ($1, $2, $3, 'owner', $4, $5, $3, $5, $6, $5) on conflict do nothing`,
        [owner.id, boxes[0].id, owner.person, by, at, secret],
      )
    })
  }
