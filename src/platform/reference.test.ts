import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as identity from '#wire/identity'
import * as payments from '#wire/payments'
import { escapeHtml, html } from './html.ts'
import { createHttp } from './http.ts'
import { problemPages } from './problem-pages.ts'
import { addReference } from './reference.ts'

const openReference = () => {
  const http = createHttp({
    log: false,
    authenticate: async () => null,
    makeRequestId: () => 'r',
    origins: [],
    isSecure: false,
  })
  http.routeForAnyone(identity.signIn, async () => ({}) as never)
  http.route(payments.putPayment, 'payments:own', async () => ({}) as never)
  http.route(payments.reviews, 'reviews:decide', async () => ({}) as never)
  addReference(http)
  return http.server
}

test('the reference shows each operation with who may call it, its fields, an example and its refusals', async () => {
  const { statusCode, headers, body } = await openReference().inject('/docs')
  assert.deepEqual([statusCode, headers['content-type']], [200, 'text/html; charset=utf-8'])
  for (const text of [
    '<code>/v1/payments/{id}</code>',
    'Needs the permission <code>payments:own</code>',
    'Anyone may call it.',
    '<a href="#schema-Amount">Amount</a>',
    '<caption>kind: send</caption>',
    'list of <a href="#schema-ReviewItem">ReviewItem</a>',
    'curl -X PUT http://localhost:3000/v1/payments/019ce8f2-5a00-7000-8000-0123456789ab',
    '<a href="/problems/exceeds-available">exceeds-available</a>',
  ])
    assert.ok(body.includes(text), text)
})

test('the pages need no script, and every link within them and to refusals leads somewhere', async () => {
  const server = openReference()
  for (const url of ['/docs', '/problems', '/problems/cross-site']) {
    const { body } = await server.inject(url)
    assert.doesNotMatch(body, /<script|\son\w+=|\[object|undefined|&amp;amp;/)
    const ids = [...body.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const [, target] of body.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), target)
    for (const [, code] of body.matchAll(/href="\/problems\/([^"]+)"/g)) assert.ok(problemPages.has(code), code)
  }
})

test('each refusal has its page, and what is none has a problem document', async () => {
  const server = openReference()
  for (const [code, { title }] of problemPages) {
    const { statusCode, body } = await server.inject(`/problems/${code}`)
    assert.equal(statusCode, 200)
    assert.ok(body.includes(`<h1>${escapeHtml(title)}</h1>`))
  }
  const unknown = await server.inject('/problems/%3Cscript%3E')
  assert.deepEqual([unknown.statusCode, unknown.json().code], [404, 'no-such-path'])
})

test('the style is a file of its own, which the content security policy allows', async () => {
  const { statusCode, headers, body } = await openReference().inject('/docs/reference.css')
  assert.deepEqual([statusCode, headers['content-type']], [200, 'text/css; charset=utf-8'])
  assert.match(body, /light-dark\(/)
})

test('whatever is put into a page is escaped, in text and in attributes', () => {
  const wicked = `"><script>alert('x')</script>&`
  const escaped = '&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;'
  assert.equal(
    html`<p title="${wicked}">${[wicked, html`<b>${1}</b>`, null]}</p>`.text,
    `<p title="${escaped}">${escaped}<b>1</b></p>`,
  )
})
