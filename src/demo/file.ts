/** A file of payments of the demo, as bookkeeping writes one: it waits for its owner's proof, and one of its lines has a slip in it. */
import type { Bank } from '../app.ts'
import { idOf } from './ids.ts'
import type { World } from './world.ts'

const owner = 'Meenakshi Subramanian'
const lines = [
  { to: 'Ananya Iyer', amount: '640.00', note: 'Train tickets, my half' },
  { to: 'Harpreet Gill', amount: '850.00', note: 'Hemming the curtains' },
  // No currency here has three decimals, so this line is refused.
  { to: 'Asha Kurien', amount: '120.005', note: 'Flowers' },
] as const

const orderOf = (line: (typeof lines)[number], number: string, index: number): string =>
  `<CdtTrfTxInf><PmtId><EndToEndId>March ${index + 1}</EndToEndId></PmtId><Amt><InstdAmt Ccy="INR">${line.amount}</InstdAmt></Amt>` +
  `<Cdtr><Nm>${line.to}</Nm></Cdtr><CdtrAcct><Id><Othr><Id>${number}</Id></Othr></Id></CdtrAcct><RmtInf><Ustrd>${line.note}</Ustrd></RmtInf></CdtTrfTxInf>`

const written = (from: string, orders: readonly string[], at: Date): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
<GrpHdr><MsgId>Household</MsgId><CreDtTm>${at.toISOString().slice(0, 19)}Z</CreDtTm><NbOfTxs>${orders.length}</NbOfTxs><InitgPty><Nm>${owner}</Nm></InitgPty></GrpHdr>
<PmtInf><PmtInfId>Household</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt><Dt>${at.toISOString().slice(0, 10)}</Dt></ReqdExctnDt>
<Dbtr><Nm>${owner}</Nm></Dbtr><DbtrAcct><Id><Othr><Id>${from}</Id></Othr></Id></DbtrAcct><DbtrAgt><FinInstnId><Nm>Bankserver</Nm></FinInstnId></DbtrAgt>
${orders.join('\n')}
</PmtInf></CstmrCdtTrfInitn></Document>
`

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

/** Brings it, once: the same content leads to the file that is there. */
export const bringHousehold = async ({ payments, products }: Bank, world: World, at: Date): Promise<void> => {
  const people = [owner, ...lines.map(({ to }) => to)].flatMap((name) =>
    world.people.filter((one) => one.name === name),
  )
  const rows = await products.byIds(people.map(({ everyday }) => everyday.id))
  const numberOf = (name: string) => rows.get(people.find((one) => one.name === name)?.everyday.id ?? '')?.number
  const [payer, from] = [people.find(({ name }) => name === owner), numberOf(owner)]
  if (!payer || from === undefined) return
  const orders = lines.flatMap((line, index) => {
    const number = numberOf(line.to)
    return number === undefined ? [] : [orderOf(line, number, index)]
  })
  if (orders.length > 0) await payments.bringFile(payer.id, idOf('file household'), bytesOf(written(from, orders, at)))
}
