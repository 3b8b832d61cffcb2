import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type ServerUser, spawnIdentity } from './user.ts'

/** A program under a supervisor that ends it when the bank ends, in whatever way the bank ends. */
export type Supervised = {
  /** Settles when the program and its supervisor are gone. */
  exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>
  /** Asks for a fast shutdown and waits; after `patienceMs` the program is ended without asking. */
  stop(patienceMs: number): Promise<void>
  /** Lets the bank's process end by itself although the program still runs; the supervisor then ends that too. */
  unref(): void
}

// The supervisor is a shell in a session of its own, so that Ctrl-C in a terminal does not reach the database before the bank
// has drained. Its standard input is a pipe from the bank that carries nothing: when it ends, even because the bank was
// killed with -9, the server gets SIGINT, PostgreSQL's fast shutdown. $1 is the folder of the socket, removed at the end,
// $2 a folder to remove with it or nothing.
const supervisor = `
trap '' INT HUP TERM
exec 3<&0 </dev/null
socket=$1 leftover=$2
shift 2
"$@" 3<&- &
server=$!
{ read -r word <&3; kill -INT $server; } 2>/dev/null &
watcher=$!
wait $server
code=$?
kill -KILL $watcher 2>/dev/null
rm -rf "$socket"
test -z "$leftover" || rm -rf "$leftover"
exit $code
`

/** What to run, whom as, where its output goes (a file descriptor), and which folders to remove once it has ended. */
export type Program = {
  command: string[]
  user: ServerUser
  output: number
  socketFolder: string
  leftover: string | undefined
}

// One thread of the bank is what every payment passes; whatever the server does beside it may wait a little.
const lowerPriority = '5'

/** Starts a program under the supervisor, which makes way for this process. */
export function supervise(program: Program): Supervised {
  const { command, user, output, socketFolder, leftover } = program
  const shell = [
    'nice',
    '-n',
    lowerPriority,
    'sh',
    '-c',
    supervisor,
    'bankserver-database',
    socketFolder,
    leftover ?? '',
    ...command,
  ]
  const [first = 'sh', ...args] = [...user.wrapper, ...shell]
  const child = spawn(first, args, {
    cwd: '/',
    detached: true,
    stdio: ['pipe', output, output],
    ...spawnIdentity(user),
  })
  // The pipe breaks when the supervisor ends first; its exit is what tells.
  child.stdin?.on('error', () => {})
  const exited = awaitExit(child)
  return { exited, stop: (patienceMs) => stopChild(child, exited, patienceMs), unref: () => unrefChild(child) }
}

function awaitExit(child: ChildProcess): Supervised['exited'] {
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) => resolve({ code, signal }))
  })
}

function unrefChild(child: ChildProcess): void {
  child.unref()
  const { stdin } = child
  if (stdin !== null && 'unref' in stdin && typeof stdin.unref === 'function') stdin.unref()
}

async function stopChild(child: ChildProcess, exited: Supervised['exited'], patienceMs: number): Promise<void> {
  child.ref()
  child.stdin?.end()
  const timer = setTimeout(() => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  }, patienceMs)
  await exited.finally(() => clearTimeout(timer))
}

/** Runs a short program to its end as the given user. Gives back its exit code and the last of what it wrote. */
export async function runProgram(
  command: string[],
  user: ServerUser,
): Promise<{ code: number | null; output: string }> {
  const [first = 'sh', ...args] = [...user.wrapper, ...command]
  const child = spawn(first, args, {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/local/bin:/usr/bin:/bin' },
    ...spawnIdentity(user),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output = (output + chunk.toString('utf8')).slice(-4000)
    })
  }
  const [code] = await once(child, 'close')
  return { code: typeof code === 'number' ? code : null, output }
}
