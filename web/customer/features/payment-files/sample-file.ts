import type { Product } from '#wire/products'

const plain = (text: string): string => text.replace(/[<>&"']/g, ' ').slice(0, 70)

export interface SamplePayee {
  readonly number: string
  readonly name: string
}

const orderOf = (currency: string, { number, name }: SamplePayee, index: number): string =>
  `    <CdtTrfTxInf>
      <PmtId><EndToEndId>Sample ${index + 1}</EndToEndId></PmtId>
      <Amt><InstdAmt Ccy="${currency}">${index + 1}</InstdAmt></Amt>
      <Cdtr><Nm>${plain(name)}</Nm></Cdtr>
      <CdtrAcct><Id><Othr><Id>${number}</Id></Othr></Id></CdtrAcct>
      <RmtInf><Ustrd>Line ${index + 1} of the sample</Ustrd></RmtInf>
    </CdtTrfTxInf>`

/** A pain.001 that the bank takes as it is: small amounts from an account to each of these payees. */
export const sampleFile = (from: Product, payees: readonly SamplePayee[], now: Date): string => {
  const day = now.toISOString().slice(0, 10)
  const sum = payees.reduce((total, _, index) => total + index + 1, 0)
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>
  <GrpHdr>
    <MsgId>Sample ${now.toISOString().slice(0, 19)}</MsgId>
    <CreDtTm>${now.toISOString().slice(0, 19)}Z</CreDtTm>
    <NbOfTxs>${payees.length}</NbOfTxs><CtrlSum>${sum}</CtrlSum>
    <InitgPty><Nm>Sample</Nm></InitgPty>
  </GrpHdr>
  <PmtInf>
    <PmtInfId>Sample</PmtInfId><PmtMtd>TRF</PmtMtd>
    <ReqdExctnDt><Dt>${day}</Dt></ReqdExctnDt>
    <Dbtr><Nm>Sample</Nm></Dbtr>
    <DbtrAcct><Id><Othr><Id>${from.number}</Id></Othr></Id></DbtrAcct>
    <DbtrAgt><FinInstnId><Nm>Bankserver</Nm></FinInstnId></DbtrAgt>
${payees.map((payee, index) => orderOf(from.currency, payee, index)).join('\n')}
  </PmtInf>
</CstmrCdtTrfInitn></Document>
`
}
