import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readModel } from '#learning/model-file'
import { serveModel } from './model.ts'

const file = await readModel(fileURLToPath(new URL('shipped.model.json', import.meta.url)))

const withColumns = (columns: string[]) => ({ ...file, model: { ...file.model, columns } })

test('a model of the first features of the catalog serves; of any others, or in another order, it does not', () => {
  const { columns } = file.model
  assert.equal(serveModel(file).features, columns.length)
  assert.throws(() => serveModel(withColumns([...columns, 'unheard-of'])), RangeError)
  assert.throws(() => serveModel(withColumns([])), RangeError)
  assert.throws(() => serveModel(withColumns(columns.slice(1))), RangeError)
})
