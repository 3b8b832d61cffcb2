/** Fills a bank with something to look at on every page. */
import { createHash } from 'node:crypto'
import { createAuthenticator } from '#testing/authenticator'
import { type Holder, type Person, password } from '#testing/bank'
import { openAbroad } from '../abroad-town.ts'
import type { OpenBank } from '../open-bank.ts'
import { giveProfile } from '../sealed-profile.ts'

const dayMs = 86_400_000

/** Everything that can have become of a payment, made by Asha; each takes the share of her balance that leads to it. */
const makePayments = async (bank: OpenBank, asha: Holder, ravi: Holder, analyst: Person) => {
  const sendShare = async (percent: bigint): Promise<string> => {
    const { body } = await bank.ask(asha, 'GET', `/v1/products/${asha.product}`)
    return (await bank.send(asha, ravi, (BigInt(body.available) * percent) / 100n)).body.id
  }
  const decide = (id: string, decision: 'release' | 'return') =>
    bank.ask(analyst, 'POST', `/v1/reviews/${id}`, {
      decision,
      note: 'She confirmed it by phone.',
      message: 'We have looked at it. Thank you for waiting.',
    })
  const amount = { currency: 'INR', minor: '250000' }
  const announce = async (order: object): Promise<string> =>
    (await bank.ask(asha, 'PUT', `/v1/payments/${bank.newId()}`, { ...order, amount })).body.id

  for (let times = 0; times < 6; times++) await bank.send(ravi, asha, 120_000n + BigInt(times))
  for (let times = 0; times < 4; times++) await bank.send(asha, ravi, 240_000n)
  const settled = await sendShare(1n)
  await bank.ask(asha, 'PUT', `/v1/saved-payees/${ravi.number}`, { name: 'The plumber', proof: { password } })
  for (const perDay of ['90000000', '95000000'])
    await bank.ask(asha, 'PUT', '/v1/limits/send/INR', { perPayment: null, perDay, proof: { password } })
  const challenged = await sendShare(50n)
  const cancelled = await sendShare(50n)
  await bank.ask(asha, 'POST', `/v1/payments/${cancelled}/cancel`)
  const waiting = await sendShare(40n)
  await bank.ask(asha, 'POST', `/v1/payments/${waiting}/challenge`, { choice: 'wait' })
  const tried = await sendShare(40n)
  await bank.ask(asha, 'POST', `/v1/payments/${tried}/challenge`, { choice: 'unit', password })
  const blocked = await sendShare(100n)
  await bank.ask(asha, 'POST', `/v1/payments/${blocked}/it-was-me`)
  const returned = await sendShare(80n)
  await decide(returned, 'return')
  const deposit = await announce({ kind: 'deposit', to: asha.number })
  const withdrawal = await announce({ kind: 'withdrawal', from: asha.product })
  const inReview = await sendShare(80n)
  return { settled, challenged, cancelled, waiting, tried, blocked, returned, deposit, withdrawal, inReview }
}

/** Everybody gets a passkey, after what the password had to prove. */
const givePasskeys = async (bank: OpenBank, people: readonly Person[]): Promise<void> => {
  for (const who of people) await bank.givePasskey(who, createAuthenticator(bank.origin))
}

/** A rule that was tried on history and waits for a second person. */
const makeRule = async (bank: OpenBank, analyst: Person): Promise<string> => {
  const [rule, test] = [bank.newId(), bank.newId()]
  const condition = 'amount > 50000.00 INR and times-paid = 0'
  const body = { name: 'Large to strangers', condition, effect: 'review', note: 'Seen twice this week.' }
  const { body: version } = await bank.ask(analyst, 'PUT', `/v1/fraud/rules/${rule}/versions/1`, body)
  const now = bank.clock().getTime()
  const period = { from: new Date(now - dayMs).toISOString(), to: new Date(now + dayMs).toISOString() }
  const path = `/v1/fraud/back-tests/${test}`
  let state = (await bank.ask(analyst, 'PUT', path, { subject: { condition, effect: 'review' }, ...period })).body.state
  while (state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, 20))
    state = (await bank.ask(analyst, 'GET', path)).body.state
  }
  await bank.ask(analyst, 'PUT', `/v1/fraud/proposals/${bank.newId()}`, {
    about: 'rule',
    version: version.number,
    reason: 'It stops what we saw.',
    proof: { password },
  })
  return rule
}

interface Staff {
  readonly administrator: Person
  readonly analyst: Person
  readonly teller: Person
  readonly asha: Person
}

/** A change of roles that waits, a right that was taken alone, and a look at a customer. */
const administrate = async (bank: OpenBank, { administrator, analyst, teller, asha }: Staff): Promise<void> => {
  await bank.ask(administrator, 'PUT', `/v1/roles/proposals/${bank.newId()}`, {
    change: { about: 'permissions', role: 'teller', add: ['products:freeze'], remove: [] },
    reason: 'Tellers see first that somebody is being robbed.',
    proof: { password },
  })
  await bank.ask(administrator, 'PUT', `/v1/client-proposals/${bank.newId()}`, {
    change: {
      about: 'service-client',
      client: bank.newId(),
      name: 'Card network',
      scopes: ['cards:pay', 'labels:write'],
      keyHash: createHash('sha256').update('bsk_of-a-test').digest('hex'),
    },
    reason: 'The contract was signed on Monday.',
    proof: { password },
  })
  await bank.ask(analyst, 'PUT', `/v1/taken-rights/${bank.newId()}`, {
    permission: 'clients:manage',
    reason: 'A key has leaked, and no administrator answers.',
    proof: { password },
  })
  const headers = { ...teller.headers, 'x-reason': 'customer-asked;She%20asked%20for%20a%20statement.' }
  await bank.ask({ ...teller, headers }, 'GET', `/v1/customers/${asha.id}`)
}

/** A file of two payments of which one can be made. */
const bringFile = async (bank: OpenBank, asha: Holder, ravi: Holder): Promise<string> => {
  const id = bank.newId()
  const day = bank.clock().toISOString().slice(0, 10)
  const order = (to: string) =>
    `<CdtTrfTxInf><PmtId><EndToEndId>E1</EndToEndId></PmtId><Amt><InstdAmt Ccy="INR">12.50</InstdAmt></Amt><Cdtr><Nm>R</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${to}</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>Wages</Ustrd></RmtInf></CdtTrfTxInf>`
  await bank.http.server.inject({
    method: 'PUT',
    url: `/v1/payment-files/${id}`,
    headers: { ...asha.headers, 'content-type': 'application/xml' },
    payload: `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn><GrpHdr><MsgId>March</MsgId><CreDtTm>${day}T08:00:00Z</CreDtTm><NbOfTxs>2</NbOfTxs><InitgPty><Nm>A</Nm></InitgPty></GrpHdr><PmtInf><PmtInfId>B</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>${day}</Dt></ReqdExctnDt><Dbtr><Nm>A</Nm></Dbtr><DbtrAcct><Id><Othr><Id>${asha.number}</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><Nm>B</Nm></FinInstnId></DbtrAgt>${order(ravi.number)}${order(asha.number)}</PmtInf></CstmrCdtTrfInitn></Document>`,
  })
  return id
}

/** Sealed data of two customers: of one it is open to who asked, of the other it waits. */
const askForSealed = async (bank: OpenBank, vera: Person, arun: Person, [open, waits]: readonly Person[]) => {
  const [granted, waiting] = [bank.newId(), bank.newId()]
  for (const [id, { id: person }] of [
    [granted, open],
    [waiting, waits],
  ] as const) {
    await giveProfile(bank, person)
    const change = { about: 'profile', person }
    const asked = { change, reason: 'The court asks for it.', proof: { password } }
    await bank.ask(vera, 'PUT', `/v1/profile-openings/${id}`, asked)
  }
  const decision = { decision: 'grant', note: 'I have read the letter.', proof: { password } }
  await bank.ask(arun, 'POST', `/v1/profile-openings/${granted}/decision`, decision)
}

/** Names, requests both ways, and a standing order that has run. */
const makePlans = async (bank: OpenBank, asha: Holder, ravi: Holder) => {
  for (const [who, name] of [
    [asha, 'asha'],
    [ravi, 'ravi.k'],
  ] as const)
    await bank.ask(who, 'PUT', `/v1/aliases/${name}`, { product: who.product })
  const ask = async (from: Holder, payer: Holder, note: string): Promise<string> => {
    const split = { kind: 'amounts', shares: [{ payer: payer.number, minor: '45000' }] }
    const { body } = await bank.ask(from, 'PUT', `/v1/bills/${bank.newId()}`, { to: from.product, note, split })
    return body.requests[0].id
  }
  const [toAsha, byAsha] = [await ask(ravi, asha, 'Train tickets'), await ask(asha, ravi, 'Dinner')]
  const standing = bank.newId()
  const today = new Date(bank.clock().getTime() + 5.5 * 3_600_000).toISOString().slice(0, 10)
  const terms = {
    from: asha.product,
    to: ravi.number,
    amount: { kind: 'fixed', minor: '10000' },
    note: 'Rent',
    every: 'month',
    first: today,
    onLastDay: false,
    dayRule: 'same',
    until: null,
    times: 12,
    retryDays: 1,
  }
  await bank.ask(asha, 'PUT', `/v1/standing-orders/${standing}`, { terms, proof: { password } })
  await bank.payments.runDue()
  return { toAsha, byAsha, standing, file: await bringFile(bank, asha, ravi) }
}

/** Money abroad on its way, and a statement with a break. */
const sendAbroad = async (bank: OpenBank, asha: Holder, administrator: Person): Promise<string> => {
  await openAbroad(bank)
  const asked = { from: asha.product, corridor: 'DE-EUR', side: 'pays', minor: '90000' }
  const { quote } = (await bank.ask(asha, 'POST', '/v1/quotes', asked)).body
  const payee = { name: 'Marie Curie', account: 'DE89370400440532013000', purpose: 'family' }
  const { body } = await bank.ask(asha, 'PUT', `/v1/payments-abroad/${bank.newId()}`, { quote, ...payee })
  await bank.payments.abroad.makeMessages()
  await bank.http.server.inject({
    method: 'PUT',
    url: `/v1/reconciliations/${bank.newId()}?currency=EUR`,
    headers: { ...administrator.headers, 'content-type': 'text/csv' },
    payload: 'date,amount,reference,description\n2026-01-02,-2.50,A2,Their fee\n',
  })
  return body.payment.id
}

/** What Ravi takes as a shop: open by a link, set aside and taken in part, taken and disputed; and fees, of which one schedule waits. */
const makeCharges = async (bank: OpenBank, asha: Holder, ravi: Holder, administrator: Person) => {
  const put = async (more: object): Promise<string> => {
    const asked = { to: ravi.product, minor: '45000', note: 'Two chairs', ...more }
    return (await bank.ask(ravi, 'PUT', `/v1/charges/${bank.newId()}`, asked)).body.id
  }
  const accepted = async (more: object): Promise<string> => {
    const id = await put({ payer: asha.number, ...more })
    await bank.ask(asha, 'POST', `/v1/charges/${id}/authorization`, { from: asha.product })
    return id
  }
  const [open, asked] = [await put({}), await put({ payer: asha.number })]
  const [held, sold] = [await accepted({}), await accepted({ isSale: true })]
  await bank.ask(ravi, 'PUT', `/v1/charges/${held}/captures/${bank.newId()}`, { minor: '10000' })
  const dispute = bank.newId()
  const said = { charge: sold, minor: '45000', reason: 'not-received', words: 'They never came.' }
  await bank.ask(asha, 'PUT', `/v1/disputes/${dispute}`, said)
  const line = { kind: 'send', product: null, currency: 'INR', from: '0', below: '100000', flat: '150', basisPoints: 0 }
  await bank.ask(administrator, 'PUT', `/v1/fee-schedules/${bank.newId()}`, {
    lines: [{ ...line, minimum: '0', maximum: null }],
    holdsFrom: bank.clock().toISOString(),
    reason: 'Costs of transfers.',
    proof: { password },
  })
  return { open, asked, held, sold, dispute }
}

/** Its verdicts must be those by share of the balance. */
export const fill = async (bank: OpenBank) => {
  const [asha, ravi] = [await bank.holder('Asha', 12_000_000n), await bank.holder('Ravi', 3_000_000n)]
  const newcomer = await bank.person('customer', 'Meena')
  const analyst = await bank.person('analyst', 'Priya')
  const teller = await bank.person('teller', 'Joseph')
  const administrator = await bank.person('administrator', 'Farah')
  const arun = await bank.person('administrator', 'Arun')
  const made = await makePayments(bank, asha, ravi, analyst)
  const plans = await makePlans(bank, asha, ravi)
  const taken = await makeCharges(bank, asha, ravi, administrator)
  const sentAbroad = await sendAbroad(bank, asha, administrator)
  await bank.audit.sequence()
  await givePasskeys(bank, [asha, ravi])
  // Ravi's looks as if there were a copy.
  await bank.db.query('update identity.passkey set suspected_at = $1 where person = $2', [bank.clock(), ravi.id])
  const savings = { kind: 'savings', currency: 'EUR', name: 'Holidays' }
  await bank.ask(asha, 'PUT', `/v1/products/${bank.newId()}`, savings)
  const rule = await makeRule(bank, analyst)
  await bank.ask(administrator, 'PUT', '/v1/books/periods/2026-01')
  await bank.ask(administrator, 'PUT', `/v1/books/reopenings/${bank.newId()}`, {
    through: '2026-01-31',
    reason: 'The rent of Ravi is missing.',
    proof: { password },
  })
  await administrate(bank, { administrator, analyst, teller, asha })
  const vera = await bank.person('compliance', 'Vera')
  await askForSealed(bank, vera, arun, [asha, ravi])
  const webhook = bank.newId()
  await bank.ask(administrator, 'PUT', `/v1/webhooks/endpoints/${webhook}`, {
    name: 'Accounting',
    url: 'https://8.8.8.8/hooks',
    events: ['payment.settled'],
  })
  const training = bank.newId()
  await bank.ask(analyst, 'PUT', `/v1/fraud/trainings/${training}`)
  const { model: trained } = await bank.fraud.models.training.ended(training)
  if (trained === null) throw new Error('no model was trained')
  return {
    asha,
    ravi,
    newcomer,
    analyst,
    teller,
    administrator,
    arun,
    vera,
    made,
    plans,
    taken,
    sentAbroad,
    rule,
    webhook,
    trained,
  }
}

export type Filled = Awaited<ReturnType<typeof fill>>
