import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import type { Person } from '#testing/bank'
import { see } from './acts.ts'
import { journey, type OpenBank, verdictByShare } from './open-bank.ts'
import { pagesOf } from './pages.ts'

/** What the page's security policy has refused, in words. It is kept from before the first script of the page. */
const watchPolicy = async (page: Page): Promise<string[]> => {
  const refused: string[] = []
  await page.exposeFunction('tellRefused', (what: string) => refused.push(what))
  await page.addInitScript(`document.addEventListener('securitypolicyviolation', (event) =>
    tellRefused([event.effectiveDirective, event.blockedURI, event.sample, location.pathname].join(' ')))`)
  return refused
}

journey('no page of the bank asks for what its own policy refuses', { probability: verdictByShare }, async (bank) => {
  const { customer, staff } = await pagesOf(bank)
  const windows = new Map<Person | undefined, { page: Page; refused: string[] }>()
  const open = async (as: Person | undefined) => {
    const known = windows.get(as)
    if (known) return known
    const page = await bank.visit('/mark.svg', { as, screen: 'desk', refusals: ['403 GET /v1/me'] })
    const made = { page, refused: await watchPolicy(page) }
    windows.set(as, made)
    return made
  }
  for (const { path, shows, as } of [...customer, ...staff]) {
    const { page, refused } = await open(as)
    await page.goto(path)
    await see(page, shows)
    assert.deepEqual(refused, [], path)
  }
})

journey('a script that somebody brings into a page does not run, nor does text become an element', {}, async (bank) => {
  const page = await bank.visit('/')
  const refused = await watchPolicy(page)
  await page.goto('/')
  await see(page, 'A bank that shows its work.')
  const tried = await page.evaluate(() => {
    const script = document.createElement('script')
    let isTextRefused = false
    try {
      script.text = 'window.ran = 1'
    } catch {
      isTextRefused = true
    }
    document.body.append(script)
    const byHtml = (html: string) => {
      try {
        document.createElement('div').innerHTML = html
        return 'made'
      } catch {
        return 'refused'
      }
    }
    const link = document.createElement('a')
    link.href = 'javascript:window.ran = 2'
    document.body.append(link)
    link.click()
    return [isTextRefused, byHtml('<img src=x onerror="window.ran = 3">'), byHtml('a { color: red }')]
  })
  assert.deepEqual(tried, [true, 'refused', 'made'])
  // As if it stood in the answer: the parser makes it, so no type is asked for, and the nonce is what stops it.
  await page.route('**/injected', async (route) => {
    const answer = await route.fetch({ url: `${bank.origin}/register` })
    const attack =
      '<script>window.ran = 4</script><img src="/nothing.png" onerror="window.ran = 5"><style>body{opacity:0}</style></body>'
    await route.fulfill({ response: answer, body: (await answer.text()).replace('</body>', attack) })
  })
  await page.route('**/nothing.png', (route) => route.fulfill({ status: 200, contentType: 'image/png', body: 'none' }))
  await page.goto('/injected')
  await see(page, 'Bankserver')
  assert.equal(await page.evaluate('window.ran'), undefined)
  assert.equal(await page.evaluate('getComputedStyle(document.body).opacity'), '1')
  for (const directive of ['script-src-elem', 'script-src-attr', 'style-src-elem', 'require-trusted-types-for'])
    assert.ok(
      refused.some((what) => what.startsWith(directive)),
      `${directive} in ${refused.join('; ')}`,
    )
  forgiveRefusals(bank)
})

/** The browser tells what it refuses in its console, which is what the test is about. */
const forgiveRefusals = ({ visits }: OpenBank) => {
  for (const { complaints } of visits) {
    const isOurs = (said: string) =>
      /Content Security Policy|Refused to|TrustedHTML|TrustedScript|violates|ERR_BLOCKED_BY_RESPONSE|Executing inline|Applying inline/.test(
        said,
      )
    assert.deepEqual(
      complaints.filter((said) => !isOurs(said)),
      [],
    )
    ;(complaints as string[]).length = 0
  }
}

/** Another site, on this machine too: a browser takes it for the same site and sends even strict cookies along. */
const openOther = async (html: (origin: string) => string, origin: string) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end(html(origin))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => void server.close().closeAllConnections(),
  }
}

journey('another site cannot show the bank in a frame, to have its buttons pressed unseen', {}, async (bank) => {
  const asha = await bank.holder('Asha', 1_000n)
  for (const path of ['/overview', '/staff/', '/v1/me']) {
    await using other = await openOther((origin) => `<iframe src="${origin}${path}"></iframe>`, bank.origin)
    const page = await bank.visit('/mark.svg', { as: asha })
    await page.goto(other.url)
    await page.waitForFunction('window.frames.length === 1')
    await page.frames()[1].waitForLoadState()
    const shown = await page
      .frames()[1]
      .evaluate('location.href')
      .catch(() => 'nothing')
    assert.equal(shown, 'chrome-error://chromewebdata/', path)
  }
  forgiveRefusals(bank)
})

journey('another site cannot make a change with the cookie of whoever is signed in', {}, async (bank) => {
  const [asha, ravi] = [await bank.holder('Asha', 1_000n), await bank.holder('Ravi')]
  const order = JSON.stringify({
    kind: 'send',
    from: asha.product,
    to: ravi.number,
    amount: { currency: 'INR', minor: '100' },
  })
  const script = (origin: string) => `<script>
    const send = (headers, mode) => fetch('${origin}/v1/payments/${bank.newId()}', {
      method: 'PUT', credentials: 'include', mode, headers, body: ${JSON.stringify(order)} }).then(({ status }) => status, () => 'refused')
    const end = (body) => fetch('${origin}/v1/sessions/current', { method: 'POST', credentials: 'include', mode: 'no-cors', body })
      .then(() => 'sent', () => 'refused')
    window.tried = Promise.all([send({ 'content-type': 'application/json', 'x-bankserver': '1' }, 'cors'), end('{}')])
  </script><form id="form" method="post" action="${origin}/v1/sessions" enctype="text/plain"><input name='{"a":"' value='"}'></form>`
  await using other = await openOther(script, bank.origin)
  const seen: (string | undefined)[] = []
  bank.http.server.server.on('request', ({ method, headers }) => {
    if (method === 'POST') seen.push(headers.cookie)
  })
  const page = await bank.visit('/mark.svg', { as: asha })
  await page.goto(other.url)
  assert.deepEqual(await page.evaluate('window.tried'), ['refused', 'refused'])
  await Promise.all([page.waitForNavigation(), page.evaluate('document.getElementById("form").submit()')])
  assert.match(await page.innerText('body'), /cross-site/)
  assert.ok(
    seen.some((cookie) => cookie?.includes('bank=')),
    'the browser did send the cookie',
  )
  assert.equal(await bank.balance(asha.product), 1_000n)
  assert.equal((await bank.ask(asha, 'GET', '/v1/me')).status, 200)
  for (const { complaints } of bank.visits) (complaints as string[]).length = 0
})
