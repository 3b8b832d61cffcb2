/** Payment codes: a payee shows or prints one, a payer reads it. */
import type { Checked, Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import { secondMs } from '#platform/time'
import { noSuchAccount } from '../refusals.ts'
import { type CodeBody, joinSignature, longestNote, packBody } from './format/body.ts'
import { writeEmv } from './format/emv.ts'
import { readText, writeLink } from './format/text.ts'
import { createReadKeyList } from './keys/key-list.ts'
import { currentKey, type KeyNeeds, rotateKey, signCode } from './keys/keys.ts'
import { type CodeKeyRow, findKey, findKeysOf } from './keys/rows.ts'
import { codeUsed, noteTooLong } from './refusals.ts'
import { isUsed, verifyCode } from './use.ts'

export interface CodeNeeds extends KeyNeeds {
  readonly products: Products
  readonly identity: Identity
  readonly fraud: Fraud
}

export interface CodeAsked {
  readonly product: string
  readonly kind: CodeBody['kind']
  readonly minor: bigint | null
  readonly note: string
  readonly lifeSeconds: number
}

const nonceLength = 8

const own = async ({ products }: CodeNeeds, owner: string, product: string): Promise<ProductRow> => {
  const row = (await products.byIds([product])).get(product)
  if (row?.owner !== owner) throw noSuchAccount()
  return row
}

const nameOf = async ({ identity }: CodeNeeds, person: string): Promise<string> =>
  (await identity.names([person])).get(person)?.name ?? ''

const shownCode = (body: CodeBody) => ({
  kind: body.kind,
  number: body.number,
  currency: body.currency,
  minor: body.minor?.toString() ?? null,
  note: body.note,
  issuedAt: body.issuedAt.toISOString(),
  expiresAt: body.expiresAt?.toISOString() ?? null,
})

/** The whole second in which it is: codes know no parts of it. */
const wholeSecond = (at: Date): Date => new Date(Math.floor(at.getTime() / secondMs) * secondMs)

/** Makes a code for an account of the asker's own. Throws no-such-account, code-note-too-long. */
const createIssue = (needs: CodeNeeds) => async (owner: string, asked: CodeAsked) => {
  const product = await own(needs, owner, asked.product)
  if (new TextEncoder().encode(asked.note).length > longestNote) throw noteTooLong()
  const key = await currentKey(needs, product)
  const issuedAt = wholeSecond(needs.clock())
  const body: CodeBody = {
    kind: asked.kind,
    key: key.key,
    salt: key.salt,
    number: product.number,
    currency: product.currency,
    minor: asked.minor,
    note: asked.note,
    issuedAt,
    expiresAt: asked.kind === 'dynamic' ? new Date(issuedAt.getTime() + asked.lifeSeconds * secondMs) : null,
    nonce: needs.randomBytes(nonceLength),
  }
  const packed = packBody(body)
  const bytes = joinSignature(packed, await signCode(needs, key, packed))
  const name = await nameOf(needs, owner)
  const id = Buffer.concat([body.key, body.nonce]).toString('hex')
  return { id, link: writeLink(bytes), emv: writeEmv(bytes, body, name), name, ...shownCode(body) }
}

/** What a text holds that a camera, a picture or the clipboard brought. A code of ours is verified, and refused where it is not good. */
const createRead = (needs: CodeNeeds) => async (reader: string, text: string) => {
  const { fraud, db, clock, products } = needs
  if (readText(text) === 'foreign') return { payment: null, safety: copied(fraud.safety.check({ code: text })) }
  const body = await verifyCode(db, text, clock())
  if (await isUsed(db, body)) throw codeUsed()
  const product = await products.byNumber(body.number)
  if (!product) throw noSuchAccount()
  const name = await nameOf(needs, product.owner)
  const safety = copied(fraud.safety.check({ note: body.note, payee: name }))
  return { payment: { ...shownCode(body), name, isOwn: product.owner === reader }, safety }
}

const copied = ({ findings, ...rest }: Checked) => ({ findings: [...findings], ...rest })

/** What became of a code that the asker showed: the payment that used it, or none. */
const createFate = (needs: CodeNeeds) => async (owner: string, id: string) => {
  const [key, nonce] = [Buffer.from(id.slice(0, 16), 'hex'), Buffer.from(id.slice(16), 'hex')]
  const row = await findKey(needs.db, key)
  if (!row) throw noSuchAccount()
  await own(needs, owner, row.product)
  const [paid] = await needs.db.query<{ id: string; state: string }>(
    `select p.id, p.state from payments.spent_code s join payments.payment p on p.id = s.payment where s.key = $1 and s.nonce = $2`,
    [key, nonce],
  )
  // What the bank thinks of the payer's payment is none of the payee's affair.
  const isSettled = paid?.state === 'settled'
  return {
    state: isSettled ? ('paid' as const) : paid ? ('underway' as const) : ('open' as const),
    payment: isSettled ? paid.id : null,
  }
}

const shownKey = (row: CodeKeyRow) => ({
  id: row.key.toString('hex'),
  product: row.product,
  madeAt: row.made_at.toISOString(),
  until: row.ends_at.toISOString(),
  state: row.revoked_at ? ('revoked' as const) : row.retired_at ? ('retired' as const) : ('current' as const),
})

export const createCodes = (needs: CodeNeeds) => ({
  issue: createIssue(needs),
  read: createRead(needs),
  fate: createFate(needs),
  keyList: createReadKeyList(needs),
  keys: async (owner: string) => {
    const products = await needs.products.ofOwner(owner)
    return (
      await findKeysOf(
        needs.db,
        products.map(({ id }) => id),
      )
    ).map(shownKey)
  },
  rotate: async (owner: string, product: string, revokes: boolean) =>
    shownKey(await rotateKey(needs, await own(needs, owner, product), revokes)),
  /** Forgets which codes were used, a day after they ended by themselves. */
  tidy: async () => {
    await needs.db.query("delete from payments.spent_code where expires_at < $1::timestamptz - interval '1 day'", [
      needs.clock(),
    ])
  },
})

export type Codes = ReturnType<typeof createCodes>
