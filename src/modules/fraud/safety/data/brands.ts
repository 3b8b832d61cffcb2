/** Banks and brands whose names are borrowed most: the name, the words it is recognized by, the domains that are its own. */

export interface Brand {
  readonly name: string
  /** In one piece and lower case, as they stand in a domain. */
  readonly words: readonly string[]
  readonly domains: readonly string[]
}

// A line each: name | words | domains. A word of four letters or less counts only where it stands alone.
const lines = `
Bankserver|bankserver|bankserver.example
State Bank of India|onlinesbi,statebankofindia,sbi,yonosbi|sbi.co.in,onlinesbi.sbi,onlinesbi.com,bank.sbi,sbicard.com,sbiyono.sbi
HDFC Bank|hdfcbank,hdfc|hdfcbank.com,hdfc.com,hdfcbank.bank.in
ICICI Bank|icicibank,icici|icicibank.com,icici.bank.in
Axis Bank|axisbank|axisbank.com,axis.bank.in
Kotak Mahindra Bank|kotakbank,kotak|kotak.com,kotak.bank.in
Punjab National Bank|pnbindia,netpnb|pnbindia.in,netpnb.com
Bank of Baroda|bankofbaroda|bankofbaroda.in,bankofbaroda.bank.in
Canara Bank|canarabank|canarabank.com,canarabank.in,canarabank.bank.in
Union Bank of India|unionbankofindia|unionbankofindia.co.in
Indian Bank|indianbank|indianbank.in
IDBI Bank|idbibank|idbibank.in
IndusInd Bank|indusind|indusind.com
Yes Bank|yesbank|yesbank.in
IDFC First Bank|idfcfirstbank,idfcfirst|idfcfirstbank.com
Federal Bank|federalbank|federalbank.co.in
Reserve Bank of India|reservebankofindia|rbi.org.in
Paytm|paytm|paytm.com,paytm.in,paytmbank.com
PhonePe|phonepe|phonepe.com
Google Pay|googlepay|google.com,pay.google.com
BHIM|bhimupi|bhimupi.org.in
NPCI|npci|npci.org.in
Razorpay|razorpay|razorpay.com,rzp.io
MobiKwik|mobikwik|mobikwik.com
PayPal|paypal|paypal.com,paypal.me,paypalobjects.com,paypal-community.com
Visa|visa|visa.com,visa.co.in
Mastercard|mastercard|mastercard.com,mastercard.us,mastercard.co.in
American Express|americanexpress,amex|americanexpress.com,amex.com,aexp-static.com
Western Union|westernunion|westernunion.com
MoneyGram|moneygram|moneygram.com
Wise|transferwise|wise.com,transferwise.com
Revolut|revolut|revolut.com
Venmo|venmo|venmo.com
Cash App|cashapp|cash.app
Zelle|zelle|zellepay.com
JPMorgan Chase|jpmorgan,chaseonline|chase.com,jpmorgan.com,jpmorganchase.com
Bank of America|bankofamerica,bofa|bankofamerica.com,bofa.com
Wells Fargo|wellsfargo|wellsfargo.com,wf.com
Citibank|citibank|citi.com,citibank.com,citibank.co.in
Capital One|capitalone|capitalone.com
HSBC|hsbc|hsbc.com,hsbc.co.uk,hsbc.co.in
Barclays|barclays|barclays.co.uk,barclays.com,barclays.in
Lloyds Bank|lloydsbank,lloyds|lloydsbank.com,lloydsbank.co.uk,lloydsbankinggroup.com
NatWest|natwest|natwest.com
Santander|santander|santander.com,santander.co.uk,bancosantander.es,santander.com.mx
BBVA|bbva|bbva.com,bbva.es,bbva.mx
CaixaBank|caixabank|caixabank.es,caixabank.com
Banco Sabadell|bancosabadell|bancsabadell.com
Bancolombia|bancolombia|bancolombia.com,grupobancolombia.com
Banorte|banorte|banorte.com
Deutsche Bank|deutschebank|db.com,deutsche-bank.de
Commerzbank|commerzbank|commerzbank.de,commerzbank.com
Sparkasse|sparkasse|sparkasse.de
ING|ingdirect|ing.com,ing.nl,ing.de,ing.es
ABN AMRO|abnamro|abnamro.nl,abnamro.com
Rabobank|rabobank|rabobank.nl,rabobank.com
BNP Paribas|bnpparibas|bnpparibas.com,bnpparibas.net,group.bnpparibas
Credit Agricole|creditagricole|credit-agricole.fr,credit-agricole.com
Societe Generale|societegenerale|societegenerale.com,societegenerale.fr
UniCredit|unicredit|unicredit.it,unicreditgroup.eu
Intesa Sanpaolo|intesasanpaolo|intesasanpaolo.com
UBS|ubsbank|ubs.com
Standard Chartered|standardchartered|sc.com
DBS|dbsbank|dbs.com,dbs.bank.in
Royal Bank of Canada|royalbank,rbcroyalbank|rbcroyalbank.com,rbc.com
CIBC|cibc|cibc.com
Itau|itau|itau.com.br
Bradesco|bradesco|bradesco.com.br
Emirates NBD|emiratesnbd|emiratesnbd.com
Coinbase|coinbase|coinbase.com
Binance|binance|binance.com
MetaMask|metamask|metamask.io
Blockchain.com|blockchainwallet|blockchain.com
Apple|appleid,icloud,applepay|apple.com,icloud.com,me.com
Microsoft|microsoft,office365,outlook,onedrive,sharepoint,hotmail|microsoft.com,live.com,office.com,outlook.com,microsoftonline.com,sharepoint.com,onedrive.com,1drv.ms,hotmail.com,msn.com,windows.com,bing.com,skype.com,azure.com,windows.net
Google|google,gmail,googledrive,googledocs|google.com,google.co.in,google.de,google.es,google.co.uk,google.fr,gmail.com,goo.gl,youtube.com,withgoogle.com,blogger.com,appspot.com,googleapis.com
Amazon|amazon,amazonpay|amazon.com,amazon.in,amazon.co.uk,amazon.de,amazon.es,amazon.fr,amazon.it,amazon.ca,amazon.com.mx,amazon.com.br,amazon.co.jp,amazonaws.com,amazon.jobs,amzn.to,amzn.in
Flipkart|flipkart|flipkart.com
Facebook|facebook|facebook.com,fb.com,fb.me,messenger.com,meta.com
Instagram|instagram|instagram.com
WhatsApp|whatsapp|whatsapp.com,wa.me,whatsapp.net
Telegram|telegram|telegram.org,t.me
Netflix|netflix|netflix.com
Spotify|spotify|spotify.com
LinkedIn|linkedin|linkedin.com,lnkd.in
Twitter|twitter|twitter.com,x.com,t.co
Dropbox|dropbox|dropbox.com
DocuSign|docusign|docusign.com,docusign.net
Adobe|adobe|adobe.com
Yahoo|yahoo|yahoo.com,yahoo.co.in,yahoo.co.jp,yimg.com
eBay|ebay|ebay.com,ebay.co.uk,ebay.de,ebay.in
AliExpress|aliexpress|aliexpress.com
Alibaba|alibaba|alibaba.com
Steam|steamcommunity,steampowered|steamcommunity.com,steampowered.com
Airbnb|airbnb|airbnb.com,airbnb.co.in
Booking.com|bookingcom|booking.com
Uber|ubereats|uber.com,ubereats.com
DHL|dhlexpress,dhl|dhl.com,dhl.de,dhl.co.in
FedEx|fedex|fedex.com
UPS|upsdelivery|ups.com
USPS|usps|usps.com
Royal Mail|royalmail|royalmail.com
India Post|indiapost|indiapost.gov.in
Correos|correos|correos.es
Aadhaar|aadhaar,uidai|uidai.gov.in
Income Tax India|incometaxindia,incometaxrefund|incometax.gov.in,incometaxindia.gov.in
EPFO|epfindia|epfindia.gov.in
IRCTC|irctc|irctc.co.in
Airtel|airtel|airtel.in,airtel.com
Jio|reliancejio,myjio|jio.com
LIC|licindia|licindia.in
HMRC|hmrc|gov.uk,hmrc.gov.uk
IRS|irsgov|irs.gov
Agencia Tributaria|agenciatributaria|agenciatributaria.gob.es,agenciatributaria.es
`

export const brands: readonly Brand[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', words = '', domains = ''] = line.split('|')
    return { name, words: words.split(','), domains: domains.split(',') }
  })

const owners = new Map(brands.flatMap((brand) => brand.domains.map((domain) => [domain, brand] as const)))

/** The brand that a host belongs to: it is one of its domains, or below one. */
export const ownerOf = (host: string): Brand | undefined => {
  for (let rest = host; rest !== ''; rest = rest.slice(rest.indexOf('.') + 1 || rest.length)) {
    const owner = owners.get(rest)
    if (owner) return owner
  }
  return undefined
}

/** Words and their brand, longest first, so that the more telling one is found. */
export const brandWords: readonly { readonly word: string; readonly brand: Brand }[] = brands
  .flatMap((brand) => brand.words.map((word) => ({ word, brand })))
  .sort((one, other) => other.word.length - one.word.length)
