import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createHttp } from '#platform/http'
import { addOpenApi } from '#platform/openapi'
import { addReference } from '#platform/reference'
import { addWebFiles } from '#platform/web-files'

const page = '<meta property="csp-nonce" nonce="nonce-of-this-answer"><script nonce="nonce-of-this-answer"></script>'

const open = async (isSecure = true) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-pages-'))
  await mkdir(join(folder, 'staff'))
  await mkdir(join(folder, 'assets'))
  await writeFile(join(folder, 'index.html'), page)
  await writeFile(join(folder, 'staff', 'index.html'), `staff ${page}`)
  await writeFile(join(folder, 'assets', 'a.js'), 'export {}')
  const http = createHttp({
    log: false,
    origins: [],
    isSecure,
    makeRequestId: () => 'r',
    authenticate: async () => null,
  })
  addOpenApi(http)
  addReference(http)
  let drawn = 0
  await addWebFiles(http, folder, (count) => new Uint8Array(count).fill(drawn++))
  const look = (url: string, method: 'GET' | 'HEAD' = 'GET') => http.server.inject({ url, method })
  const close = async () => {
    await http.server.close()
    await rm(folder, { recursive: true })
  }
  return { look, [Symbol.asyncDispose]: close }
}

const policyOf = ({ headers }: { headers: Record<string, unknown> }) =>
  new Map(
    String(headers['content-security-policy'])
      .split('; ')
      .map((directive) => [directive.split(' ')[0], directive.split(' ').slice(1).join(' ')]),
  )

test('every answer forbids frames, other origins, sniffing and the senses of the device', async () => {
  await using server = await open()
  for (const url of [
    '/',
    '/staff/rules',
    '/docs',
    '/problems/cross-site',
    '/openapi.json',
    '/v1/nothing',
    '/assets/a.js',
    '/a%ff',
  ]) {
    const answer = await server.look(url)
    const policy = policyOf(answer)
    for (const [directive, value] of [
      ['default-src', "'none'"],
      ['frame-ancestors', "'none'"],
      ['base-uri', "'none'"],
      ['object-src', "'none'"],
      ['form-action', "'self'"],
      ['require-trusted-types-for', "'script'"],
    ])
      assert.equal(policy.get(directive), value, `${url} ${directive}`)
    assert.equal(
      [...policy.values()].some((value) => value.includes('unsafe')),
      false,
      url,
    )
    const { headers } = answer
    assert.equal(headers['strict-transport-security'], 'max-age=63072000; includeSubDomains', url)
    assert.deepEqual(
      ['x-content-type-options', 'x-frame-options', 'referrer-policy'].map((name) => headers[name]),
      ['nosniff', 'DENY', 'no-referrer'],
    )
    assert.deepEqual(
      [headers['cross-origin-opener-policy'], headers['cross-origin-resource-policy']],
      ['same-origin', 'same-origin'],
    )
    assert.match(
      String(headers['permissions-policy']),
      /microphone=\(\).*camera=\(self\).*publickey-credentials-get=\(self\)/,
    )
  }
})

test('each answer of a page has a nonce of its own, in its policy and in its scripts, and no cache keeps it', async () => {
  await using server = await open()
  const nonces: string[] = []
  for (const url of ['/', '/', '/send?to=1', '/staff/', '/staff', '/staff/rules']) {
    const answer = await server.look(url)
    const [, nonce = 'none'] = /'nonce-([^']+)'/.exec(policyOf(answer).get('script-src') ?? '') ?? []
    assert.equal(policyOf(answer).get('script-src'), `'nonce-${nonce}' 'strict-dynamic'`)
    assert.equal(policyOf(answer).get('style-src'), `'self' 'nonce-${nonce}'`)
    assert.equal(
      answer.body,
      `${url.startsWith('/staff') ? 'staff ' : ''}${page.replaceAll('nonce-of-this-answer', nonce)}`,
    )
    assert.equal(answer.headers['cache-control'], 'no-store')
    nonces.push(nonce)
  }
  assert.equal(new Set(nonces).size, nonces.length)
})

test('the built page is never served without its nonce, folders are not shown, and files are kept for a year', async () => {
  await using server = await open()
  for (const url of [
    '/index.html',
    '/staff/index.html',
    '/assets/',
    '/assets',
    '/assets/../index.html',
    '/..%2findex.html',
  ])
    assert.equal((await server.look(url)).body.includes('nonce-of-this-answer'), false, url)
  assert.equal((await server.look('/assets/')).statusCode, 404)
  assert.equal((await server.look('/', 'HEAD')).statusCode, 200)
  const file = await server.look('/assets/a.js')
  assert.deepEqual([file.statusCode, file.headers['cache-control']], [200, 'public, max-age=31536000, immutable'])
})

test('over plain HTTP nothing is said of HTTPS', async () => {
  await using server = await open(false)
  assert.equal((await server.look('/')).headers['strict-transport-security'], undefined)
})
