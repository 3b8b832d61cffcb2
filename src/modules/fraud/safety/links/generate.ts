/** Made-up links, honest and not, by the manners in which such links are built. Nobody's data; the same seed gives the same links. */
import { createRandom, type Random } from '#learning/random'
import { type Brand, brands } from '../data/brands.ts'
import { freeHosts, knownSites, riskyEndings, shorteners } from '../data/hosts.ts'

export interface LabeledLink {
  readonly url: string
  readonly isPhishing: boolean
}

const wordList =
  `garden river music history travel kitchen mountain school science health coffee morning summer winter market village forest
  design photo story book family house dance cricket football temple festival recipe bread chicken mango spice train station
  bridge lake ocean island desert camera phone laptop software battery engine bicycle repair plumbing electric solar energy
  green blue silver golden north south east west royal modern classic simple quick fresh bright happy little grand old new
  studio group works lab press media news daily weekly times post review guide tips world india delhi mumbai pune kochi chennai
  london paris madrid texas ohio berlin park center club league union society college institute museum library theatre hotel
  clinic dental yoga fitness running swimming weather rain bird tiger elephant horse flower rose lotus teak cotton silk pottery
  jewel shoe dress fashion beauty hair nail wedding gift toy game puzzle chess poker painting drawing writing grammar language
  english hindi spanish tamil teacher student exam course lesson lecture physics chemistry biology algebra calculus geometry
  planet star space rocket satellite radio signal network data code python java script server cloud open source project`.split(
    /\s+/,
  )
const syllables =
  'ba be bi bo da de di do fa fi ga go ha hi ja jo ka ke ki la le li lo ma me mi mo na ne ni no pa pe po ra re ri ro sa se si so ta te ti to va ve vi za zo'.split(
    ' ',
  )
const lures =
  'login signin verify verification secure security update account confirm billing refund reward kyc support service unlock wallet netbanking auth customer help alert recover validation portal online web id'.split(
    ' ',
  )
const honestEndings =
  'com com com com com org org net in in co.in de co.uk es fr it nl edu ac.in gov.in gov com.au ca info io me ru jp com.br pl ch se dk hk'.split(
    ' ',
  )
const compromised =
  'wp-content/plugins wp-includes wp-admin/includes wp-content/uploads/2020 modules/mod_error images css js/jquery components/com_contact administrator/cache includes/js templates/system .well-known old assets/fonts tmp'.split(
    ' ',
  )
const honestFolders =
  'blog news articles products category shop about wiki docs help events forum topics recipes courses people projects archive en hi reviews questions store stories guide'.split(
    ' ',
  )

const lists = { free: [...freeHosts], known: [...knownSites], risky: [...riskyEndings], short: [...shorteners] }

const pickOf =
  (random: Random) =>
  <T>(list: readonly T[]): T =>
    list[Math.floor(random() * list.length)]

const createParts = (random: Random) => {
  const pick = pickOf(random)
  const chance = (share: number) => random() < share
  const upTo = (most: number) => Math.floor(random() * (most + 1))
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)
  const word = () => pick(wordList)
  const letters = (count: number, of: string) => times(count, () => pick([...of])).join('')
  const hex = (count: number) => letters(count, '0123456789abcdef')
  const nonsense = () => letters(5 + upTo(9), 'abcdefghijklmnopqrstuvwxyz0123456789')
  const coined = () => times(2 + upTo(2), () => pick(syllables)).join('')
  const name = () =>
    pick([
      () => word() + word(),
      () => coined(),
      () => word() + coined(),
      () => `${word()}-${word()}`,
      () => word() + word() + word(),
      () => `${coined()}${word()}`,
    ])()
  const slug = (count = 2 + upTo(5)) => times(count, word).join(chance(0.8) ? '-' : '_')
  const brand = (): Brand => pick(brands)
  const brandWord = () =>
    pick(
      brand()
        .words.filter((one) => one.length > 3)
        .concat(brand().words),
    )
  const scheme = (secure: number) => (chance(secure) ? 'https://' : 'http://')
  return { pick, chance, upTo, times, word, letters, hex, nonsense, coined, name, slug, brand, brandWord, scheme }
}

type Parts = ReturnType<typeof createParts>

const honestPath = ({ pick, chance, slug, upTo, letters, word, times }: Parts): string =>
  pick([
    () => '',
    () => '/',
    () => `/${pick(honestFolders)}/${slug()}`,
    () => `/${pick(honestFolders)}/${slug()}/`,
    () => `/${2008 + upTo(18)}/${String(1 + upTo(11)).padStart(2, '0')}/${slug()}${chance(0.4) ? '.html' : '/'}`,
    () => `/${slug()}-${letters(3 + upTo(4), '0123456789')}`,
    () => `/${times(1 + upTo(3), word).join('/')}`,
    () => `/index.php?${pick(['id', 'page', 'n', 'topic'])}=${upTo(9999)}`,
    () => `/${word()}.php?${word()}=${upTo(99)}`,
    () => `/search?q=${slug().replaceAll('-', '+')}`,
    () => `/~${word()}/${slug()}.pdf`,
    () => `/wiki/${slug(2).replace(/(^|[-_])([a-z])/g, (_, dash, one) => `${dash ? '_' : ''}${one.toUpperCase()}`)}`,
    () => `/watch?v=${letters(11, 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz0123456789_-')}`,
    () => `/dp/B0${letters(8, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789')}`,
    () => `/${word()}/${slug()}?utm_source=${word()}&utm_medium=${word()}`,
    () => `/assets/${slug(2)}.${pick(['pdf', 'jpg', 'png', 'zip'])}`,
    () => `/${pick(['login', 'account', 'support', 'contact', 'help', 'signin'])}`,
  ])()

const honest = (parts: Parts): string => {
  const { pick, chance, word, name, brand, scheme, coined } = parts
  const path = honestPath(parts)
  return pick([
    () => `${scheme(0.6)}${chance(0.5) ? 'www.' : ''}${name()}.${pick(honestEndings)}${path}`,
    () => `${scheme(0.6)}${chance(0.5) ? 'www.' : ''}${name()}.${pick(honestEndings)}${path}`,
    () => `${scheme(0.8)}www.${pick(lists.known)}${path}`,
    () =>
      `${scheme(0.8)}${pick(['en', 'm', 'docs', 'help', 'store', 'blog', 'forum', 'news', word()])}.${pick(lists.known)}${path}`,
    () =>
      `https://${chance(0.5) ? 'www.' : `${pick(['accounts', 'netbanking', 'login', 'secure', 'support', 'help'])}.`}${pick(brand().domains)}${path}`,
    () =>
      `${scheme(0.7)}${pick(['', 'www.', 'blog.', 'shop.', 'my.', `${word()}.`])}${name()}.${pick(honestEndings)}${path}`,
    () =>
      `${scheme(0.6)}${word()}${chance(0.5) ? coined() : word()}.${pick(['blogspot.com', 'wordpress.com', 'tumblr.com', 'github.io', 'weebly.com', 'wixsite.com'])}${path.includes('login') ? '/' : path}`,
    () => `${scheme(0.6)}www.${name()}.${pick([...honestEndings, 'shop', 'store', 'club', 'online', 'site'])}${path}`,
  ])()
}

const baitPath = (parts: Parts): string => {
  const { pick, chance, hex, upTo, brandWord, letters, times, word } = parts
  const lure = () => pick(lures)
  return pick([
    () => '',
    () => '/',
    () => `/${lure()}`,
    () => `/${lure()}.php`,
    () => `/${lure()}/${lure()}/index.php`,
    () => `/${brandWord()}/${lure()}.html`,
    () => `/${hex(16 + upTo(16))}/`,
    () => `/${lure()}/${hex(16 + upTo(16))}/${pick(['index', 'login', 'signin', 'home', 'auth'])}.php`,
    () => `/${lure()}?cmd=_${lure()}&dispatch=${hex(16 + upTo(24))}&locale=_${pick(['US', 'en', 'IN'])}`,
    () =>
      `/${letters(3 + upTo(5), 'abcdefghijklmnopqrstuvwxyzABCDEFG0123456789')}/${lure()}/index.html?email=${word()}@${word()}.com`,
    () => `/${times(2, lure).join('-')}${chance(0.5) ? `?id=${upTo(99_999_999)}` : ''}`,
    () => `/${letters(6, 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789')}/${brandWord()}-${lure()}/`,
  ])()
}

const slip = ({ pick, upTo, chance }: Parts, text: string): string => {
  const at = 1 + upTo(text.length - 2)
  const alike: Record<string, string> = { o: '0', l: '1', i: '1', e: '3', a: '4', s: '5', m: 'rn', w: 'vv' }
  const swapped = [...text].map((letter) => (alike[letter] && chance(0.5) ? alike[letter] : letter)).join('')
  return pick([
    () => (swapped === text ? `${text}${pick(['s', 'i', 'e'])}` : swapped),
    () => text.slice(0, at) + text.slice(at + 1),
    () => text.slice(0, at) + text[at] + text.slice(at),
    () => text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2),
  ])()
}

const deceiving = (parts: Parts): string => {
  const { pick, chance, upTo, hex, nonsense, name, brand, brandWord, scheme, letters, times } = parts
  const lure = () => pick(lures)
  const ending = () => (chance(0.55) ? pick(lists.risky) : pick(honestEndings))
  const path = baitPath(parts)
  return pick([
    () => `${scheme(0.5)}${brandWord()}-${lure()}${chance(0.4) ? `-${lure()}` : ''}.${ending()}${path}`,
    () => `${scheme(0.5)}${lure()}-${brandWord()}.${ending()}${path}`,
    () => `${scheme(0.5)}${chance(0.3) ? 'www.' : ''}${slip(parts, brandWord())}.${ending()}${path}`,
    () =>
      `${scheme(0.4)}${pick(brand().domains)}.${lure()}${chance(0.6) ? `-${lure()}` : ''}.${name()}.${ending()}${path}`,
    () =>
      `${scheme(0.4)}${chance(0.3) ? 'www.' : ''}${lure()}-${brandWord()}.com.${lure()}${lure()}.${name()}.com${path}`,
    () =>
      `${scheme(0.3)}${chance(0.4) ? 'www.' : ''}${name()}.${pick(honestEndings)}/${pick(compromised)}/${chance(0.6) ? brandWord() : nonsense()}${baitPath(parts) || '/'}`,
    () =>
      `${scheme(0.3)}${chance(0.4) ? 'www.' : ''}${name()}.${pick(honestEndings)}/${pick(compromised)}/${hex(8 + upTo(24))}${chance(0.5) ? `/${lure()}.php` : '/'}`,
    () =>
      `${scheme(0.8)}${pick([`${brandWord()}-${lure()}`, `${lure()}-${brandWord()}${upTo(99)}`, `${nonsense()}`, `${slip(parts, brandWord())}${lure()}`])}.${pick(lists.free)}${path || '/'}`,
    () =>
      `http://${times(4, () => 1 + upTo(253)).join('.')}${chance(0.2) ? `:${8000 + upTo(999)}` : ''}${path || `/${brandWord()}/`}`,
    () => `${scheme(0.6)}${pick(lists.short)}/${letters(5 + upTo(3), 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKL0123456789')}`,
    () => `${scheme(0.5)}${nonsense()}.${ending()}${path || `/${lure()}`}`,
    () =>
      `${scheme(0.6)}${nonsense()}-${lure()}-dot-${nonsense()}.${pick(['appspot.com', 'web.app', 'r.appspot.com'])}${path}`,
    () => `${scheme(0.5)}${pick(brand().domains)}@${name()}.${ending()}${path}`,
    () => `${scheme(0.4)}${lure()}.${lure()}.${brandWord()}.${name()}.${ending()}${path}`,
  ])()
}

/** Half of them honest, in mixed order. */
export const generateLinks = (count: number, seed: number): LabeledLink[] => {
  const parts = createParts(createRandom(seed))
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0 ? { url: honest(parts), isPhishing: false } : { url: deceiving(parts), isPhishing: true },
  )
}
