#!/usr/bin/env node
// Starts Bankserver on Node 24 or newer, whichever Node this file itself runs on. It is plain JavaScript without newer syntax,
// because an older Node has to read it. When that Node is too old, the one that came with the packages is used.
import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const oldestNode = 24
const platforms = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64']
const project = dirname(dirname(fileURLToPath(import.meta.url)))

function giveUp(sentence) {
  console.error(sentence)
  process.exit(1)
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function findNode() {
  const platform = `${process.platform}-${process.arch}`
  if (!platforms.includes(platform)) {
    giveUp(
      `Bankserver runs on Linux and macOS (x64 or arm64), not on ${platform}. On Windows, use it inside WSL: https://learn.microsoft.com/windows/wsl/install`,
    )
  }
  if (!existsSync(join(project, 'node_modules', 'fastify'))) {
    giveUp('The packages are not installed yet. Run: npm ci')
  }
  if (Number(process.versions.node.split('.')[0]) >= oldestNode) return process.execPath
  const packaged = join(project, 'node_modules', `node-${platform}`, 'bin', 'node')
  if (isExecutable(packaged)) return packaged
  return giveUp(
    `Bankserver needs Node.js ${oldestNode} or newer; this is ${process.version} and the one in the packages is missing. Run npm ci without --omit=optional, or install Node.js ${oldestNode}.`,
  )
}

// Benchmarks stand beside the bank and are programs of their own: bench:ledger is bench/ledger/main.ts.
function findProgram() {
  const [name = '', ...args] = process.argv.slice(2)
  const [, bench] = /^bench:([a-z-]+)$/.exec(name) || []
  if (!bench) return [join(project, 'src', 'main.ts'), name, ...args]
  const file = join(project, 'bench', bench, 'main.ts')
  if (!existsSync(file)) giveUp(`There is no benchmark ${bench}.`)
  return [file, ...args]
}

// New objects are looked through in pauses, which payments wait for: the pause grows with what is in use, and there are fewer of them
// where there is more room. What lies outside the heap counts with the rest: counted by itself, everything is looked through whenever
// it has grown by 64 MB, which at hundreds of payments a second is every ten seconds. Whatever trains or measures models has more room
// still, and nobody waits for it.
const waitedFor = ['start', 'bench:fraud', 'bench:identity', 'bench:payments']
const flags = ['--disable-warning=ExperimentalWarning']
if (waitedFor.includes(process.argv[2]))
  flags.push('--max-semi-space-size=32', '--external-memory-accounted-in-global-limit')
// What was read and compiled once is kept, for every process that this one starts.
const compiled = process.env.NODE_COMPILE_CACHE || join(project, 'node_modules', '.cache', 'compiled')
const env = { ...process.env, NODE_COMPILE_CACHE: compiled }
const child = spawn(findNode(), [...flags, ...findProgram()], { stdio: 'inherit', env })

// A terminal sends Ctrl-C to both processes; main.ts takes the two signals that then arrive for one.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

// npm that is told to stop goes at once and tells nobody; then its bank has to stop too.
if (process.env.npm_lifecycle_event) {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    child.kill('SIGTERM')
  }, 500)
}

child.on('error', (error) => giveUp(`Node.js could not be started: ${error.message}`))
child.on('exit', (code, signal) => {
  if (signal) console.error(`Bankserver was ended by ${signal}.`)
  process.exit(code === null ? 1 : code)
})
