import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { variants } from './evaluate/ablation.ts'
import { inventPayments, windowArguments, writePayments } from './evaluate/test-payments.ts'
import { evaluate } from './evaluate.ts'

const names = [
  ...['logistic', 'svm', 'svm_rbf', 'tree', 'forest', 'boosting', 'network', 'balanced_bags', 'ensemble'],
  ...['isolation_forest', 'kmeans', 'pca'],
]

test('without being told which, all models are judged, and the ensemble with and without its parts', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'evaluate-full-test-'))
  try {
    const [file, json] = [join(folder, 'payments.csv'), join(folder, 'out.json')]
    await writePayments(file, inventPayments())
    const args = ['--payments', file, ...windowArguments, '--features', 'handbook', '--json', json]
    const surroundings = { environment: {}, projectFolder: folder, stopping: new AbortController().signal }
    const clock = { now: () => 0, uptimeMs: () => 0 }
    assert.equal(await evaluate({ ...surroundings, ...clock, args, output: { write: () => true } }), 0)
    const { models, ablation, explanation, policy } = JSON.parse(await readFile(json, 'utf8'))
    assert.deepEqual(
      models.map(({ name }: { name: string }) => name),
      names,
    )
    assert.deepEqual(
      ablation.map(({ name, generation, passing }: Record<string, unknown>) => ({ name, generation, passing })),
      variants,
    )
    for (const { auc, ap } of [...models, ...ablation]) assert.ok(auc > 0.55 && ap > 0.05)
    assert.ok(explanation.by_model.ensemble < 1e-6 && explanation.max_additivity_error < 1e-6)
    assert.equal(policy.model, 'ensemble')
  } finally {
    await rm(folder, { recursive: true })
  }
})
