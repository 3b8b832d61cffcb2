/** The page that checks receipts. It is one file with everything in it, so that a saved copy works by itself. */
import '../api/without-eval.ts'
import './page.css'
import { isShortReceipt } from '#wire/audit'
import { keysIn, lookAt } from '../shared/receipts/look-at.ts'
import { element } from './elements.ts'
import known from './known-receipt.txt?raw'
import { cannotSlip, slipOf } from './slip.ts'
import { say, speak, spoken } from './words.ts'

const keysElement = document.querySelector('meta[name=keys]') as HTMLMetaElement
const page = document.getElementById('page') as HTMLElement
const isServed = location.protocol.startsWith('http')

speak(navigator.language.startsWith('hi') ? 'hi' : 'en')
let receipt = ''
let out = element('div')

/** The keys that came with the page, or that the bank gave when it was opened there. */
const knownKeys = (): string[] | null => JSON.parse(keysElement.content)

const askForKeys = async () => {
  const answer = await fetch('/log/keys')
  if (answer.ok) keysElement.content = JSON.stringify(keysIn(await answer.json()))
}

// Without the bank the page goes on with the keys that it has.
const asked = isServed ? askForKeys().catch(() => {}) : Promise.resolve()

/**
 * Whether this browser can do the sum: the page checks a receipt that is known to be right as soon as it is opened. Its code is warm after
 * that, and the receipt of a person takes no longer than it has to.
 */
const isAble = new Promise((opened) => setTimeout(opened))
  .then(() => lookAt(known.trim(), null, 'self-test'))
  .then(
    ({ fault }) => fault === null,
    // A browser without one of the signatures says so in its own way.
    () => false,
  )

const check = async (text: string) => {
  receipt = text.trim()
  out.replaceChildren()
  if (receipt === '') return
  if (!(await isAble)) return out.replaceChildren(cannotSlip())
  await asked
  const keys = knownKeys()
  out.replaceChildren(slipOf(await lookAt(receipt, keys), keys !== null))
}

const save = async () => {
  await asked
  const copy = document.documentElement.cloneNode(true) as HTMLElement
  copy.querySelector('#page')?.replaceChildren()
  const link = element('a', { download: 'check-receipts.html' })
  link.href = URL.createObjectURL(new Blob([`<!doctype html>\n${copy.outerHTML}`], { type: 'text/html' }))
  link.click()
  URL.revokeObjectURL(link.href)
}

const fileField = () => {
  const input = element('input', { type: 'file', accept: '.json,application/json' })
  input.addEventListener('change', async () => check((await input.files?.[0]?.text()) ?? ''))
  const field = element('label', { class: 'drop' }, element('b', {}, say('drop')), say('dropMore'), input)
  field.addEventListener('dragover', (event) => {
    event.preventDefault()
    field.classList.add('over')
  })
  field.addEventListener('dragleave', () => field.classList.remove('over'))
  field.addEventListener('drop', async (event) => {
    event.preventDefault()
    field.classList.remove('over')
    await check((await event.dataTransfer?.files[0]?.text()) ?? '')
  })
  return field
}

const show = () => {
  document.documentElement.lang = spoken()
  document.title = `${say('title')} · Bankserver`
  const other = element('button', { type: 'button', class: 'word' }, say('other'))
  other.addEventListener('click', () => {
    speak(spoken() === 'en' ? 'hi' : 'en')
    show()
    void check(receipt)
  })
  const paste = element('textarea', { id: 'paste', spellcheck: 'false', autocomplete: 'off' })
  paste.value = receipt
  paste.addEventListener('input', () => void check(paste.value))
  const keep = element('button', { type: 'button' }, say('save'))
  keep.addEventListener('click', () => void save())
  out = element('div')
  page.replaceChildren(
    element(
      'main',
      {},
      element('header', {}, element('b', {}, 'Bankserver'), other),
      element('h1', {}, say('title')),
      element('p', {}, say('lead')),
      fileField(),
      element('label', { class: 'words', for: 'paste' }, say('paste')),
      paste,
      out,
      element('div', { class: 'acts' }, keep),
      element('p', { class: 'soft' }, say('saveMore')),
    ),
  )
}

show()

/** What a QR code of a receipt leads to: the receipt is behind the #, which never leaves this device. */
const checkFragment = () => {
  if (!isShortReceipt(location.hash)) return
  receipt = location.hash
  show()
  void check(receipt)
}
window.addEventListener('hashchange', checkFragment)
checkFragment()
