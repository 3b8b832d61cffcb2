import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { element, escapeAttribute, escapeText, openTag, writeXml, xmlDeclaration } from './xml.ts'
import { any, checkShape, choice, maybe, one, parts, some, text } from './xml-shape.ts'

const seed = 20_261_127

/** Text and attribute of the one element of a document, as another parser reads it. */
const readBack = (document: string) => {
  const parser = new SaxesParser()
  const found = { text: '', attribute: '' }
  let depth = 0
  parser.on('text', (piece) => {
    if (depth > 0) found.text += piece
  })
  parser.on('opentag', ({ attributes }) => {
    depth++
    found.attribute = String(attributes.a)
  })
  parser.on('closetag', () => {
    depth--
  })
  parser.on('error', (error) => {
    throw error
  })
  parser.write(document).close()
  return found
}

const isWritable = (given: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
  !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u.test(given)

test('any text that XML can hold is read back as it was, in content and in an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (given) => {
      fc.pre(isWritable(given) && given !== '')
      const { text: content, attribute } = readBack(xmlDeclaration + writeXml(element('e', given, { a: given })))
      assert.deepEqual([content, attribute], [given, given])
    }),
    { seed, numRuns: 500, examples: [['<a b="c">&amp;\'\r\n\t]]>'], ['क्षेत्र ₹'], ['  ']] },
  )
})

test('what XML cannot hold becomes the replacement character, and no text becomes markup', () => {
  assert.equal(escapeText('a\u0000b\uD800c\uFFFF'), 'a\uFFFDb\uFFFDc\uFFFD')
  assert.equal(escapeAttribute('"\'<&\n'), '&quot;&apos;&lt;&amp;&#10;')
  for (const name of ['a b', '<a', '', '1a', 'a"']) assert.throws(() => writeXml(element(name, 'x')), RangeError, name)
  assert.throws(() => openTag('a', { 'b c': '1' }), RangeError)
})

const shape = parts(
  one('Id', text(/^\d+$/, 3)),
  maybe('Note', text(/./u)),
  some('Row', choice(one('In', text(/^i$/)), one('Out', { ...text(/^o$/), attributes: { Ccy: /^[A-Z]{3}$/ } }))),
  any('More', { isAnything: true }),
)
const row = element('Row', [element('In', 'i')])

test('a shape takes what is right, and names the first thing that is not', () => {
  const wrong = (...content: Parameters<typeof element>[1][]) => {
    try {
      checkShape(element('E', content.flat() as never), shape)
      return ''
    } catch (error) {
      return (error as Error).message
    }
  }
  const id = element('Id', '12')
  assert.equal(wrong([id, row, row, element('More', [element('Odd', 'x')])]), '')
  assert.equal(wrong([row]), 'E/Id: is missing')
  assert.equal(wrong([id]), 'E/Row: is missing')
  assert.equal(wrong([id, id, row]), 'E/Id: stands more than once')
  assert.equal(wrong([id, row, element('Note', 'x')]), 'E/Note: stands in another place')
  assert.equal(wrong([id, row, element('Odd', 'x')]), 'E/Odd: not known here')
  assert.equal(wrong([element('Id', '1234'), row]), 'E/Id: longer than 3 characters')
  assert.equal(wrong([element('Id', 'x'), row]), 'E/Id: not well formed')
  assert.equal(wrong([element('Id', ''), row]), 'E/Id: is empty')
  assert.equal(wrong([element('Id', [row]), row]), 'E/Id/Row: text stands here, no elements')
  assert.equal(wrong([id, element('Row', 'text')]), 'E/Row: elements stand here, no text')
  assert.equal(wrong([id, element('Row', [])]), 'E/Row: one of In, Out')
  assert.equal(wrong([id, element('Row', [id])]), 'E/Row/Id: not known here')
  assert.equal(wrong([id, element('Row', [element('Out', 'o')])]), 'E/Row/Out/@Ccy: missing or not well formed')
  assert.equal(wrong([id, element('Row', [element('In', 'i', { a: '1' })])]), 'E/Row/In/@a: not known')
})
