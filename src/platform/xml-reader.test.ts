import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { element, writeXml, xmlDeclaration } from './xml.ts'
import { BrokenXml, readXml, textAt } from './xml-reader.ts'

const seed = 20_261_127
const namespace = 'urn:a'
const limits = { depth: 4, text: 50, kept: 20 }

/** The bytes of a text in pieces of this size, cut wherever they fall. */
async function* cut(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

const read = async (text: string | Uint8Array, size?: number) => {
  const found = []
  for await (const each of readXml(cut(text, size), { namespace, paths: ['D/B/T', 'D/B'], limits })) found.push(each)
  return found
}

const whole = (inside: string) => `<?xml version="1.0" encoding="UTF-8"?><D xmlns="urn:a">${inside}</D>`
const why = (text: string | Uint8Array) =>
  read(text).then(
    () => 'read',
    (error: unknown) => {
      assert.ok(error instanceof BrokenXml, String(error))
      return error.message
    },
  )

test('wanted elements come one by one, each with what stood around it before', async () => {
  const found = await read(whole('<B><Id>x</Id><T a="1">क्ष<![CDATA[<&]]></T><T>2</T></B><B/>'))
  assert.deepEqual(
    found.map(({ path, element: { content, attributes }, around }) => [
      path,
      content,
      attributes,
      textAt(around.at(-1) ?? element('none', ''), 'Id'),
    ]),
    [
      ['D/B/T', 'क्ष<&', { a: '1' }, 'x'],
      ['D/B/T', '2', {}, 'x'],
      ['D/B', [element('Id', 'x')], {}, ''],
      ['D/B', '', {}, ''],
    ],
  )
})

test('what was written is read back, wherever the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.integer({ min: 1, max: 9 }),
      async (text, size) => {
        fc.pre(text.trim() !== '')
        const given = writeXml(element('D', [element('B', [element('T', text)])], { xmlns: namespace }))
        assert.equal((await read(xmlDeclaration + given, size))[0].element.content, text)
      },
    ),
    { seed },
  )
})

test('no document type, no entity, no other namespace or encoding, nothing too deep, too long or broken is read', async () => {
  assert.match(await why('<!DOCTYPE D [<!ENTITY a "b">]><D xmlns="urn:a">&a;</D>'), /document type/)
  assert.match(await why('<!DOCTYPE D SYSTEM "file:///etc/passwd"><D xmlns="urn:a"/>'), /document type/)
  assert.match(await why(whole('<B><T>&lol;</T></B>')), /entity/)
  assert.match(await why('<D xmlns="urn:b"/>'), /another namespace/)
  assert.match(await why('<D/>'), /another namespace/)
  assert.match(await why('<?xml version="1.0" encoding="ISO-8859-1"?><D xmlns="urn:a"/>'), /not UTF-8/)
  assert.match(await why(new Uint8Array([...new TextEncoder().encode('<D xmlns="urn:a">'), 0xff, 0x3c])), /not UTF-8/)
  assert.match(await why(whole('<B><T><A><A/></A></T></B>')), /too deep/)
  assert.match(await why(whole(`<B><T>${'x'.repeat(51)}</T></B>`)), /too long/)
  assert.match(await why(whole('<A/>'.repeat(21))), /too many/)
  assert.match(await why(whole('<B>text<T/><A/></B>')), /between elements/)
  assert.match(await why('<D xmlns="urn:a"><B>'), /unclosed/)
  assert.match(await why(whole('<B></T>')), /./)
  assert.match(await why(''), /./)
})

test('elements that are given away are not kept, however many they are', async () => {
  assert.equal((await read(whole(`<B>${'<T>1</T>'.repeat(5000)}</B>`), 4096)).length, 5001)
})
