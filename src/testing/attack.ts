/** Values that have broken servers before, put into every place of a request. */
import type { JsonSchema } from '#platform/openapi'

const deep = `${'['.repeat(3000)}${']'.repeat(3000)}`

/** For any place that takes text. Each carries something that must never come back as code. */
export const texts: readonly string[] = [
  "' or '1'='1' --",
  "'); drop table identity.person; --",
  '1; select pg_sleep(9)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'x\r\nset-cookie: stolen=1\r\n\r\n<p>',
  '../../../../etc/passwd',
  '..%2f..%2f..%2fetc%2fpasswd',
  'file:///etc/passwd',
  '__proto__',
  'constructor',
  `{{7*7}}\${7*7}#{7*7}`,
  '$(touch /tmp/owned)`id`|id',
  'a\0b',
  '\u202Eevil\u2066',
  '\u200B\u200D\uFEFF',
  '\uD800',
  'ﬃ\u0301\u0301\u0301',
  'İ'.repeat(40),
  '9'.repeat(400),
  '-1',
  '1e400',
  'NaN',
  '9223372036854775808',
  '0x7fffffff',
  '2026-02-30',
  '+999999-01-01T00:00:00.000Z',
  '0000-00-00T00:00:00.000Z',
  '00000000-0000-0000-0000-000000000000',
  '',
  ' ',
  'x'.repeat(20_000),
]

/** For any place whatever. */
export const values: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  1.5,
  Number.MAX_SAFE_INTEGER + 1,
  [],
  {},
  [[[[]]]],
  { __proto__: null, length: -1 },
  { $gt: '' },
]

/** Bodies that are no JSON, or JSON that does harm when it is read or merged. */
export const bodies: readonly (readonly [type: string, body: string | Buffer])[] = [
  ['application/json', '{"__proto__":{"polluted":1}}'],
  ['application/json', '{"constructor":{"prototype":{"polluted":1}}}'],
  ['application/json', '{"a":1,"a":2}'],
  ['application/json', '{'],
  ['application/json', 'null'],
  ['application/json', '1e400'],
  ['application/json', '"text"'],
  ['application/json', '[]'],
  ['application/json', deep],
  ['application/json', `{"a":${deep}}`],
  ['application/json', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ['application/json', Buffer.from('{"name":"\\ud800\\u0000"}')],
  ['application/json; charset=utf-16', '{}'],
  ['application/xml', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
  ['application/x-www-form-urlencoded', 'a=1&__proto__[polluted]=1'],
  [
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="f"; filename="../../x.html"\r\n\r\n<b>\r\n--x--',
  ],
  ['text/html', '<script>alert(1)</script>'],
]

/** Where a value can be put: the path of keys to it. */
export type Place = readonly (string | number)[]

/** Every place of a value, its own containers too. */
export const placesOf = (value: unknown, at: Place = []): Place[] => {
  if (typeof value !== 'object' || value === null) return [at]
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) =>
      placesOf(inner, [...at, Array.isArray(value) ? Number(key) : key]),
    ),
  ]
}

/** The value with another one at that place. */
export const put = (value: unknown, [key, ...rest]: Place, other: unknown): unknown => {
  if (key === undefined) return other
  const copy = structuredClone(value) as Record<string | number, unknown>
  copy[key] = put(copy[key], rest, other)
  return copy
}

export type Schemas = Readonly<Record<string, JsonSchema>>
