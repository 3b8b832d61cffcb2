import assert from 'node:assert/strict'
import { houseAccount, transferCode } from '#modules/ledger'
import { currencies } from '#platform/money'
import { openAbroad } from './abroad-town.ts'
import { follow, press, see, seeHeading, signWithPassword } from './acts.ts'
import { journey } from './open-bank.ts'

const german = 'DE89 3704 0044 0532 0130 00'

journey(
  'money goes abroad at the quoted rate, leaves in a message, and comes back with the reason',
  {},
  async (bank) => {
    const asha = await bank.holder('Asha', 1_000_000n)
    const farah = await bank.person('administrator', 'Farah')
    await openAbroad(bank)

    const page = await bank.visit('/overview', { as: asha })
    await follow(page, 'Money abroad')
    await seeHeading(page, 'Money abroad')
    await follow(page, 'Send money abroad')
    await press(page, 'Show me what it costs')
    await see(page, 'Write the name of who gets it.')
    await page.getByLabel('Their name, as their bank knows it').fill('Marie Curie')
    await page.getByLabel('IBAN').fill(german)
    await page.getByLabel('What it is for').selectOption('family')
    await page.getByLabel('What I pay, before the fee, INR').fill('4500')
    await press(page, 'Show me what it costs')
    await see(page, '1 INR is 0.0110556 EUR')
    await see(page, '1 INR is 0.0111111 EUR')
    await see(page, '₹4,604.50')
    await see(page, /This holds for \d+ more seconds/)
    await press(page, 'New quote')
    await press(page, 'Send ₹4,604.50')
    await seeHeading(page, 'Sent to Marie Curie')
    await see(page, /Leaves on/)
    assert.equal(await bank.balance(asha.product), 539_550n)
    // Whatever day it is, it is the day on which it leaves.
    await bank.db.query('update payments.abroad set settles = current_date - 1')

    const console_ = await bank.visit('/staff/abroad', { as: farah })
    await seeHeading(console_, 'Money abroad')
    await see(console_, 'One payment is ready to leave.')
    await press(console_, 'Make messages')
    await see(console_, 'Not handed over')
    const [{ id }] = await bank.db.query<{ id: string }>('select payment as id from payments.abroad')
    const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.002.001.10"><FIToFIPmtStsRpt><GrpHdr><MsgId>A1</MsgId></GrpHdr><TxInfAndSts><OrgnlTxId>${id.replaceAll('-', '')}</OrgnlTxId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></FIToFIPmtStsRpt></Document>`
    await console_
      .getByLabel('Bring answers (pacs.002)')
      .setInputFiles({ name: 'answer.xml', mimeType: 'application/xml', buffer: Buffer.from(text) })
    await see(console_, 'Came back')

    await page.reload()
    await see(page, 'It came back.')
    await see(page, /the account is closed/)
    assert.equal(await bank.balance(asha.product), 1_000_000n)
  },
)

journey('a corridor is closed by two people, and then quotes nothing', {}, async (bank) => {
  const [farah, arun] = [await bank.person('administrator', 'Farah'), await bank.person('administrator', 'Arun')]
  const asha = await bank.holder('Asha', 1_000_000n)
  await openAbroad(bank)
  const page = await bank.visit('/staff/abroad', { as: farah })
  await press(page, 'Change DE-EUR')
  await page.getByLabel('Give none').check()
  await page.getByLabel('Why', { exact: true }).fill('Their bank is on strike.')
  await signWithPassword(page)
  await press(page, 'Sign and ask')
  await see(page, 'Asked. Somebody else has to grant it.')

  const other = await bank.visit('/staff/abroad', { as: arun })
  await see(other, 'Farah asks: Their bank is on strike.')
  await press(other, 'Decide')
  await other.getByLabel('Grant it').check()
  await other.getByLabel('What you looked at').fill('It is on the news.')
  await signWithPassword(other)
  await press(other, 'Sign and grant')
  await see(other, 'Granted. New quotes follow it.')
  const body = { from: asha.product, corridor: 'DE-EUR', side: 'pays', minor: '100000' }
  assert.equal((await bank.ask(asha, 'POST', '/v1/quotes', body)).code, 'corridor-closed')
})

journey('a statement is held against the book, and what stands alone is explained', {}, async (bank) => {
  const farah = await bank.person('administrator', 'Farah')
  const bookedAt = bank.clock()
  const today = bookedAt.toISOString().slice(0, 10)
  const [debit, credit] = [houseAccount('correspondent', 'EUR'), houseAccount('abroad', 'EUR')]
  const { ledger } = currencies.EUR
  await bank.ledger.createTransfers(bank.db, [
    { kind: 'posted', id: bank.newId(), debit, credit, amount: 1_000n, ledger, code: transferCode.send, bookedAt },
  ])
  const page = await bank.visit('/staff/reconciliation', { as: farah })
  await see(page, 'Nothing stands on one side alone.')
  const csv = `date,amount,reference,description\n${today},10.00,A1,Paid\n${today},-2.50,A2,Their fee\n`
  await page
    .getByLabel('Choose CSV or camt.053')
    .setInputFiles({ name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
  await see(page, '1 of 2 lines match.')
  await press(page, 'Explain A2')
  await page.getByLabel('What it is', { exact: true }).fill('Their monthly fee.')
  await press(page, 'End this break')
  await see(page, 'Farah: Their monthly fee.')
})
