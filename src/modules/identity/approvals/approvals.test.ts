import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { password, testIdentity } from '../test-identity.ts'
import { grant, proofOf, propose, type Signer, signer } from '../test-signers.ts'
import { approvals } from '../wire.ts'
import { canonical, hashContent } from './content.ts'
import { proposalMs } from './proposals.ts'

const change = { about: 'permissions', role: 'teller', add: ['products:freeze'], remove: [] } as const
const kind = 'roles.permissions'

const two = async (options = {}) => {
  const bank = await testIdentity(options)
  return {
    bank,
    farah: await signer(bank, 'administrator', 'Farah'),
    arun: await signer(bank, 'administrator', 'Arun'),
  }
}
type Bank = Awaited<ReturnType<typeof two>>['bank']

const decide = (bank: Bank, who: Signer, id: string, body: object) =>
  bank.ask({ method: 'POST', url: `/v1/roles/proposals/${id}/decision`, body, cookie: who.cookie })

const tellersMayFreeze = async ({ db }: Bank) =>
  (await db.query("select from identity.role_permission where role = 'teller' and permission = 'products:freeze'"))
    .length

test('what waits is shown in words to those who may sign it, and not to others', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  const read = async (cookie: string) => bank.ask({ method: 'GET', url: '/v1/approvals', cookie })
  const [item] = approvals.answer.parse((await read(arun.cookie)).body).items
  assert.deepEqual(
    [item.id, item.kind, item.askedBy.name, item.reason, item.isMine],
    [id, kind, 'Farah', 'As we agreed on Monday.', false],
  )
  assert.deepEqual(item.lines, [
    { what: 'role', value: 'teller' },
    { what: 'add-permission', value: 'products:freeze' },
  ])
  assert.equal((await read(farah.cookie)).body.items[0].isMine, true)
  for (const role of ['analyst', 'teller'] as const)
    assert.deepEqual((await read(await bank.staff(role))).body.items, [])
  await bank.register('asha@example.com')
  assert.equal((await read((await bank.signIn('asha@example.com')).cookie)).status, 403)
})

test('a signature is good for the words that were signed: another role, reason or proposal does not fit', async () => {
  const { bank, farah } = await two()
  await using _ = bank
  const asked = { change, reason: 'As we agreed on Monday.' }
  const others = [
    { id: bank.newId(), body: { ...asked, change: { ...change, role: 'analyst', add: ['counter:serve'] } } },
    { id: bank.newId(), body: { ...asked, reason: 'As we agreed on Tuesday.' } },
  ]
  for (const { id, body } of others) {
    const proof = await proofOf(bank, farah, kind, id, asked)
    const url = `/v1/roles/proposals/${id}`
    const refused = await bank.ask({ method: 'PUT', url, body: { ...body, proof }, cookie: farah.cookie })
    assert.deepEqual([refused.status, refused.code], [403, 'passkey-refused'])
  }
  const proof = await proofOf(bank, farah, kind, bank.newId(), asked)
  const url = `/v1/roles/proposals/${bank.newId()}`
  assert.equal(
    (await bank.ask({ method: 'PUT', url, body: { ...asked, proof }, cookie: farah.cookie })).code,
    'passkey-refused',
  )
})

test('a signature to deny does not grant', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  const proof = await proofOf(bank, arun, kind, id, { decision: 'deny', note: 'No.' })
  const refused = await decide(bank, arun, id, { decision: 'grant', note: 'No.', proof })
  assert.equal(refused.code, 'passkey-refused')
  const unsigned = await decide(bank, arun, id, { decision: 'grant', note: 'Yes, of course.' })
  assert.deepEqual([unsigned.status, unsigned.code], [403, 'proof-needed'])
  assert.equal(await tellersMayFreeze(bank), 0)
  const denied = await decide(bank, arun, id, { decision: 'deny', note: 'Not now.' })
  assert.deepEqual([denied.body.outcome, denied.body.note], ['denied', 'Not now.'])
  assert.equal((await decide(bank, arun, id, { decision: 'deny', note: 'Again.' })).code, 'proposal-ended')
})

test('content that was altered after the first signature is refused, in the proposal and in the signature', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  const altered = canonical({ ...change, role: 'analyst', add: ['counter:serve'] })
  await bank.db.query('update identity.proposal set content = $2 where id = $1', [id, altered])
  assert.equal((await grant(bank, arun, id)).code, 'content-changed')

  // Whoever can switch the trigger off can write what they like, but cannot sign it with her key.
  await bank.db.query('alter table identity.signature disable trigger signature_stays')
  await bank.db.query('update identity.signature set content = replace(content, $2, $3) where subject = $1', [
    id,
    JSON.stringify(canonical(change)).slice(1, -1),
    JSON.stringify(altered).slice(1, -1),
  ])
  assert.equal((await grant(bank, arun, id)).code, 'content-changed')
  const rows = await bank.db.query(
    "select from identity.role_permission where role = 'analyst' and permission = 'counter:serve'",
  )
  assert.equal(rows.length, 0)
})

test('a signature is never altered or taken away by the bank’s own database user', async () => {
  const { bank, farah } = await two()
  await using _ = bank
  await propose(bank, farah, change)
  for (const sql of [
    'update identity.signature set person = person',
    'delete from identity.signature',
    'truncate identity.signature',
  ])
    await assert.rejects(bank.db.query(sql), { code: '42501' }, sql)
})

test('a proposal waits for three days', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const [early, late] = [
    await propose(bank, farah, change),
    await propose(bank, farah, { ...change, role: 'compliance' }),
  ]
  // Sessions end long before, so both sign in anew.
  const again = async (who: Signer, name: string): Promise<Signer> => {
    const { cookie } = await bank.signIn(`${name}@bank.test`)
    const session = (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie })).body.items[0].id
    return { ...who, cookie, session }
  }
  bank.pass(proposalMs - 1)
  const back = await again(arun, 'arun')
  assert.equal((await grant(bank, back, early.id)).status, 200)
  bank.pass(1)
  assert.equal((await grant(bank, back, late.id)).code, 'signature-expired')
  const list = await bank.ask({ method: 'GET', url: '/v1/roles/proposals', cookie: back.cookie })
  assert.deepEqual(list.body.items.map(({ outcome }: { outcome: string }) => outcome).sort(), ['expired', 'granted'])
})

test('the first signature falls with its passkey', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  const url = `/v1/me/passkeys/${farah.passkey}/removal`
  const removed = await bank.ask({ method: 'POST', url, body: { proof: { password } }, cookie: farah.cookie })
  assert.equal(removed.status, 204, removed.code)
  assert.equal((await grant(bank, arun, id)).code, 'first-signature-void')
  assert.equal(await tellersMayFreeze(bank), 0)
})

test('the first signature falls with the right to give it', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  await bank.db.query("update identity.role set role = 'analyst' where person = $1", [farah.id])
  assert.equal((await grant(bank, arun, id)).code, 'first-signature-void')
})

test('a hundred approvals at once have one effect', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const vera = await signer(bank, 'administrator', 'Vera')
  const { id } = await propose(bank, farah, change)
  const asked = { decision: 'grant', note: 'I have looked at it.' }
  const proofs = []
  // Thirty signatures may be asked for in a quarter of an hour.
  for (let times = 0; times < 25; times++)
    proofs.push(
      [arun, await proofOf(bank, arun, kind, id, asked)] as const,
      [vera, await proofOf(bank, vera, kind, id, asked)] as const,
    )
  const answers = await Promise.all(
    [...proofs, ...proofs].map(([who, proof]) => decide(bank, who, id, { ...asked, proof })),
  )
  assert.equal(answers.length, 100)
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  const codes = new Set(answers.filter(({ status }) => status !== 200).map(({ code }) => code))
  for (const code of codes) assert.ok(['proposal-ended', 'ceremony-over', 'passkey-suspected'].includes(code), code)
  assert.equal(await tellersMayFreeze(bank), 1)
})

test('the same proposal sent twice is one, and another under its id is refused', async () => {
  const { bank, farah, arun } = await two()
  await using _ = bank
  const { id } = await propose(bank, farah, change)
  const asked = { change, reason: 'As we agreed on Monday.' }
  const again = await bank.ask({ method: 'PUT', url: `/v1/roles/proposals/${id}`, body: asked, cookie: farah.cookie })
  assert.equal(again.status, 200)
  const other = await bank.ask({ method: 'PUT', url: `/v1/roles/proposals/${id}`, body: asked, cookie: arun.cookie })
  assert.equal(other.code, 'id-taken')
  const withdraw = (who: Signer) =>
    bank.ask({ method: 'POST', url: `/v1/roles/proposals/${id}/withdrawal`, cookie: who.cookie })
  assert.equal((await withdraw(arun)).code, 'not-your-request')
  assert.equal((await withdraw(farah)).body.outcome, 'withdrawn')
  assert.equal((await grant(bank, arun, id)).code, 'proposal-ended')
})

test('the password signs nothing, but in the demo for who has no passkey', async () => {
  const asked = { change, reason: 'As we agreed on Monday.', proof: { password } }
  for (const passwordSigns of [false, true]) {
    await using bank = await testIdentity({ passwordSigns })
    const [farah, arun] = [await bank.staff('administrator', 'Farah'), await bank.staff('administrator', 'Arun')]
    const signsWith = (await bank.ask({ method: 'GET', url: '/v1/me/rights', cookie: farah })).body.signsWith
    assert.equal(signsWith, passwordSigns ? 'password' : 'nothing')
    const id = bank.newId()
    const put = await bank.ask({ method: 'PUT', url: `/v1/roles/proposals/${id}`, body: asked, cookie: farah })
    assert.deepEqual([put.status, put.code], passwordSigns ? [200, undefined] : [403, 'passkey-required'])
    if (!passwordSigns) continue
    const decision = { decision: 'grant', note: 'Fine.', proof: { password } }
    const url = `/v1/roles/proposals/${id}/decision`
    const wrong = { ...decision, proof: { password: 'wrong' } }
    assert.equal((await bank.ask({ method: 'POST', url, body: wrong, cookie: arun })).code, 'wrong-credentials')
    assert.equal((await bank.ask({ method: 'POST', url, body: decision, cookie: arun })).body.outcome, 'granted')
  }
})

test('nobody is their own second person, whoever carries it out and whatever it asked before', async () => {
  const { bank, farah } = await two({ passwordSigns: true })
  await using _ = bank
  const { id: subject } = await propose(bank, farah, change)
  const { id } = (await bank.ask({ method: 'GET', url: '/v1/me', cookie: farah.cookie })).body
  const caller = { kind: 'staff', id, name: 'Farah', roles: [], permissions: new Set(['roles:change']) } as const
  const second = { kind, subject, asked: { decision: 'grant', note: 'Fine.' }, proof: { password }, first: id }
  await assert.rejects(bank.identity.approvals.sign(caller, second), { code: 'second-person-needed' })
})

test('what was signed with the password in the demo does not count where passkeys are demanded', async () => {
  await using bank = await testIdentity({ passwordSigns: false })
  const [farah, arun] = [await bank.staff('administrator', 'Farah'), await signer(bank, 'administrator', 'Arun')]
  const { id: first } = (await bank.ask({ method: 'GET', url: '/v1/me', cookie: farah })).body
  const [id, content] = [bank.newId(), canonical(change)]
  const signed = canonical({ asked: {}, facts: { content, reason: 'Why not.' } })
  await bank.db.query(
    `insert into identity.signature (kind, subject, content, hash, person, at) values ($1, $2, $3, $4, $5, $6)`,
    [kind, id, signed, hashContent(kind, id, signed), first, bank.clock()],
  )
  await bank.db.query(
    `insert into identity.proposal (id, kind, content, reason, asked_by, asked_at, ends_at) values ($1, $2, $3, 'Why not.', $4, $5, $6)`,
    [id, kind, content, first, bank.clock(), new Date(bank.clock().getTime() + proposalMs)],
  )
  assert.equal((await grant(bank, arun, id)).code, 'first-signature-void')
})

test('one content has one form, and two contents have two', () => {
  const value = fc.jsonValue({ maxDepth: 2 })
  fc.assert(
    fc.property(value, value, (one, other) => {
      const [first, second] = [canonical(one), canonical(other)]
      assert.deepEqual(JSON.parse(first), JSON.parse(JSON.stringify(one)))
      assert.equal(
        first === second,
        canonical(JSON.parse(JSON.stringify(one))) === canonical(JSON.parse(JSON.stringify(other))),
      )
    }),
  )
  assert.equal(canonical({ b: 1, a: [undefined, 'x'], c: undefined }), '{"a":[null,"x"],"b":1}')
  assert.notDeepEqual(hashContent('a', 'b', 'c'), hashContent('a', 'c', 'b'))
})
