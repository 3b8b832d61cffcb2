import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Runs a module where Node.js does not find a package, in threads neither. */
async function without(name: string, code: string): Promise<string> {
  const hook = `import { registerHooks } from 'node:module'
    registerHooks({ resolve(wanted, context, next) {
      if (wanted === '${name}') throw Object.assign(new Error('missing'), { code: 'MODULE_NOT_FOUND' })
      return next(wanted, context)
    } })`
  const { stdout } = await run(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(hook)}`, '--eval', code],
    { cwd: new URL('../..', import.meta.url) },
  )
  return stdout.trim()
}

const look = `
  const { createEyes } = await import('./src/perception/eyes.ts')
  const eyes = createEyes()
  const order = () => eyes.look([{ jpeg: new Uint8Array(100), isWhole: true }])
  const say = ({ name, message }) => console.log(name + ': ' + message)
  await order().catch(say)
  await order().catch(say)
  await eyes.close()`

test('where a package for seeing is not installed, whoever asks is told which and what to do, each time', async () => {
  for (const name of ['@vladmandic/human', '@vladmandic/face-api', '@tensorflow/tfjs-core']) {
    const said = await without(name, look)
    const sentence = `PlainError: Seeing needs the package ${name}, which is not installed. Run npm ci without --omit=optional.`
    assert.ok(
      said.split('\n').every((line) => line.startsWith('PlainError: Seeing needs the package')) &&
        said.includes(sentence),
      said,
    )
    assert.equal(said.split('\n').length, 2)
  }
})

test('an error within a package is not taken for a missing one', async () => {
  const said = await without(
    'nothing',
    `const { loadPackage, folderOf } = await import('./src/perception/networks/runtime.ts')
     try { folderOf('@tensorflow/tfjs-nobody-made-this') } catch ({ name }) { console.log(name) }
     await loadPackage('node:not-a-builtin').catch(({ name }) => console.log(name))`,
  )
  assert.deepEqual(said.split('\n'), ['PlainError', 'Error'])
})
