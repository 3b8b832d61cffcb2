import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRandom } from '#learning/random'
import { createSafetyGuard } from '../guard.ts'
import { skeletonOf } from '../letters/confusables.ts'
import { slipsBetween } from '../letters/distance.ts'
import { findLinks } from './find-links.ts'
import { generateLinks } from './generate.ts'
import { parseLink } from './parse-link.ts'
import { judgeLinks, rowsOfLinks } from './train.ts'

const guard = createSafetyGuard()
const codesOf = (link: string) => guard.check({ links: [link] }).findings.map(({ code }) => code)
const first = (link: string) => guard.check({ links: [link] }).findings[0]

test('each trick of a link is called by its name', () => {
  const tricks: [string, string][] = [
    ['https://paypa1.com/', 'link-look-alike'],
    ['https://www.rnicrosoft.com', 'link-look-alike'],
    ['https://hdfcbnak.com/login', 'link-look-alike'],
    ['https://раураl.com/', 'link-look-alike'],
    ['https://xn--pypal-4ve.com/', 'link-look-alike'],
    ['https://onlinesbi.com.account-check.xyz/', 'link-brand-elsewhere'],
    ['https://secure-paypal.top/', 'link-brand-elsewhere'],
    ['https://icicibank-kyc.blogspot.com/', 'link-brand-elsewhere'],
    ['http://some-garden.ru/wp-includes/paypal/login.php', 'link-brand-in-path'],
    ['http://165.22.103.235/statement', 'link-bare-address'],
    ['http://0x7f000001/a', 'link-bare-address'],
    ['http://3232235777/', 'link-bare-address'],
    ['http://[2001:db8::1]/', 'link-bare-address'],
    ['https://hdfcbank.com@money-back.example.net/', 'link-hidden-host'],
    ['https://shop.example.net:8899/', 'link-odd-port'],
    ['https://bit.ly/3xYzQ', 'link-shortened'],
    ['https://a.b.c.d.garden-shop.net/', 'link-many-parts'],
    ['https://my-kyc.xyz/update', 'link-risky-words'],
    ['https://files.garden-shop.net/bank.apk', 'link-program'],
    ['https://anydesk.com/download', 'link-screen-sharing'],
    ['javascript:alert(1)', 'link-command'],
    ['https://gаrden.example.org/', 'link-disguised-letters'],
  ]
  for (const [link, code] of tricks) assert.ok(codesOf(link).includes(code), `${link}: ${codesOf(link)}`)
})

test('honest links are left alone: the brand’s own hosts, known sites, small shops and schools', () => {
  const honest = [
    'https://www.paypal.com/signin',
    'https://netbanking.hdfcbank.com/netbanking/login',
    'https://www.onlinesbi.sbi/',
    'https://amazon.in/dp/B0ABCDEFGH',
    'https://accounts.google.com/ServiceLogin?continue=x',
    'https://en.wikipedia.org/wiki/Phishing',
    'https://www.gov.uk/vehicle-tax',
    'https://www.irctc.co.in/nget/train-search',
    'https://github.com/login',
    'https://www.garden-school.ac.in/admissions/2026',
    'https://mangobakery.in/menu',
    'https://blog.smallpress.org/2024/03/monsoon-recipes/',
    'http://www.ayurveda-clinic.de/kontakt.html',
  ]
  for (const link of honest) assert.deepEqual(codesOf(link), [], link)
})

test('a warning names the thing, the owner and what to do, in English and Hindi', () => {
  const { sentence, severity, subject } = first('https://paypa1.com/x')
  assert.deepEqual([severity, subject], ['danger', 'paypa1.com'])
  assert.match(sentence.en, /paypa1\.com is not PayPal.*Do not open it.*paypal\.com/)
  assert.match(sentence.hi, /paypa1\.com PayPal का पता नहीं है.*न खोलें/)
})

test('links are found in free text, and what only looks like one is not', () => {
  const hostsIn = (text: string) => findLinks(text).map(({ host }) => host)
  assert.deepEqual(hostsIn('see https://bit.ly/abc, or garden.in/menu!'), ['bit.ly', 'garden.in'])
  assert.deepEqual(hostsIn('lunch.thanks for 12.50 on 3.4.2026, write to asha@garden.in'), [])
  assert.deepEqual(hostsIn('देखें www.garden.in.'), ['www.garden.in'])
  assert.equal(findLinks('a.in '.repeat(50)).length, 8)
})

test('slips are counted as by hand, and letters that look alike read the same', () => {
  assert.deepEqual(
    [
      ['paypal', 'paypal'],
      ['paypal', 'payapl'],
      ['paypal', 'paypl'],
      ['paypal', 'pxyyal'],
    ].map(([one, other]) => slipsBetween(one, other, 2)),
    [0, 1, 1, 2],
  )
  assert.equal(slipsBetween('paypal', 'bank', 1), 2)
  assert.equal(skeletonOf('РаyРа1'), skeletonOf('paypal'))
  assert.equal(skeletonOf('rnicrosoft'), skeletonOf('microsoft'))
})

test('whatever is written, the guard answers, within its bounds', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.webUrl({ withQueryParameters: true }),
      (text, url) => {
        const checked = guard.check({ note: `${text} ${url}`, payee: text, links: [text, url], code: text })
        assert.ok(checked.findings.length <= 8 && checked.pauseSeconds <= 30)
        assert.ok(
          checked.findings.every(({ sentence, subject }) => sentence.en && sentence.hi && subject.length <= 2048),
        )
      },
    ),
    { numRuns: 300 },
  )
  assert.equal(parseLink('https://'), undefined)
})

test('a model is judged on domains it has not seen, and labels without meaning teach it nothing', () => {
  const links = generateLinks(3000, 7)
  const random = createRandom(3)
  const judge = (of: typeof links) => {
    const rows = rowsOfLinks(of)
    const isOdd = rows.domains.map((domain) => [...domain].reduce((sum, one) => sum + one.charCodeAt(0), 0) % 2)
    const all = Uint32Array.from(isOdd.keys())
    const [even, odd] = [all.filter((row) => isOdd[row] === 0), all.filter((row) => isOdd[row] === 1)]
    return judgeLinks(rows, [
      { train: even, test: odd },
      { train: odd, test: even },
    ])
  }
  assert.ok(judge(links).auc > 0.98)
  const shuffled = judge(links.map(({ url }) => ({ url, isPhishing: random() < 0.5 })))
  assert.ok(Math.abs(shuffled.auc - 0.5) < 0.06, `${shuffled.auc}`)
})
