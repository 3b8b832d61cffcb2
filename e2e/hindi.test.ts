import assert from 'node:assert/strict'
import { see, seeHeading } from './acts.ts'
import { journey, screens, verdictByShare } from './open-bank.ts'

journey(
  'who asks for Hindi is spoken to in Hindi, which fits on a narrow phone',
  { probability: verdictByShare },
  async (bank) => {
    const [asha, ravi] = [await bank.holder('Asha', 1_000_000n), await bank.holder('Ravi')]
    const challenged = (await bank.send(asha, ravi, 500_000n)).body.id
    const inReview = (await bank.send(asha, ravi, 800_000n)).body.id
    const page = await bank.visit('/', { as: asha, language: 'hi' })
    const pages = [
      ['/', 'बैंक जो अपना हिसाब दिखाता है।'],
      ['/features', 'यहाँ क्या है'],
      ['/register', 'हम किस भाषा में बात करें'],
      ['/sign-in', 'अभी खाता नहीं है?'],
      ['/recover', 'कोड भेजें'],
      ['/history', 'आपके खातों की बही यहीं से शुरू होती है।'],
      ['/send', 'हम इस भुगतान को आपकी आम आदत से मिलाते हैं।'],
      ['/deposit', 'पर्ची लें'],
      ['/profile', 'कब से ग्राहक'],
      [`/payments/${challenged}`, 'ज़रा ठहर कर देख लें।'],
      [`/payments/${inReview}`, 'बैंक का कोई इंसान देख रहा है'],
    ] as const
    for (const [path, shows] of pages) {
      await page.setViewportSize(screens.phone)
      await page.goto(path)
      await see(page, shows)
      assert.equal(await page.locator('html').getAttribute('lang'), 'hi', path)
      await page.setViewportSize({ width: 320, height: 640 })
      const widths = 'document.documentElement.scrollWidth - document.documentElement.clientWidth'
      assert.equal(await page.evaluate(widths), 0, `${path} reaches beyond 320 pixels`)
    }
  },
)

journey('the language that is chosen while registering stays chosen', {}, async (bank) => {
  const page = await bank.visit('/register')
  await page.getByLabel('Language we should use').selectOption('hi')
  await see(page, 'हम किस भाषा में बात करें')
  await page.reload()
  await see(page, 'हम किस भाषा में बात करें')
  await seeHeading(page, 'खाता खोलें')
})
