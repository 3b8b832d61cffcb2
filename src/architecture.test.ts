import assert from 'node:assert/strict'
import { glob, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

// The five rules of ARCHITECTURE.md. Each is a function from source files to what breaks it, tried on the whole tree and on a
// small bad example, so that none can pass by looking at nothing.

/** The modules, lowest first: each may know only those before it. */
const order = [
  'audit',
  'identity',
  'ledger',
  'products',
  'notifications',
  'compliance',
  'fraud',
  'payments',
  'wallet',
  'credit',
  'openbanking',
  'locker',
  'assistant',
]

const browserSafe = ['money', 'time', 'id', 'endpoint', 'refusal']
const apps = ['customer', 'staff', 'kiosk']

type Source = { path: string; text: string }
type Rule = (sources: Source[]) => string[]

const isTest = (path: string) => /\.test\.tsx?$|\/test-[^/]+\.ts$/.test(path)
const moduleOf = (path: string) => /^src\/modules\/([^/]+)\//.exec(path)?.[1]
const withoutComments = (text: string) => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)(\/\/|--).*$/gm, '$1')

function importsOf({ text }: Source): string[] {
  const pattern = /(?<=^|[\s})*(;=])(?:from|import)\s*\(?\s*(['"])([^'"\n]+)\1/g
  return [...withoutComments(text).matchAll(pattern)].map(([, , specifier = '']) => specifier)
}

/** The path, inside the checkout, that an import leads to; undefined for packages. */
function targetOf(source: Source, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return join(dirname(source.path), specifier)
  const [, area, name] = /^#(\w+)\/(.+)$/.exec(specifier) ?? []
  if (area === undefined || name === undefined) return undefined
  if (area === 'modules') return `src/modules/${name}/index.ts`
  if (area === 'wire') return `src/modules/${name}/wire.ts`
  return `src/${area}/${name}.ts`
}

/** Goes through every import between files of the checkout; a rule says what is wrong with one, or nothing. */
const forEachImport =
  (judge: (from: string, to: string, specifier: string) => string | undefined): Rule =>
  (sources) =>
    sources.flatMap((source) =>
      importsOf(source).flatMap((specifier) => {
        const target = targetOf(source, specifier)
        const complaint = target === undefined ? undefined : judge(source.path, target, specifier)
        return complaint === undefined ? [] : [`${source.path} imports ${specifier}: ${complaint}`]
      }),
    )

const downwardsOnly = forEachImport((from, to) => {
  if (isTest(from) || from.startsWith('web/')) return undefined
  const [own, other] = [moduleOf(from), moduleOf(to)]
  const isLow = /^src\/(platform|learning|perception)\//.test(from)
  if (isLow && /^src\/(modules|testing|commands)\//.test(to)) return 'it knows nothing of banking'
  if (own !== undefined && /^src\/(testing|commands)\//.test(to)) return 'a module knows nothing above it'
  if (other === undefined || own === undefined || own === other) return undefined
  if (!order.includes(own) || !order.includes(other)) return 'the module is not in the order'
  return order.indexOf(other) < order.indexOf(own) ? undefined : `${other} is not below ${own}`
})

/** The folder whose files may reach each other by relative paths. */
function roomOf(path: string): string {
  return /^(src\/modules\/[^/]+|src\/[^/]+(?=\/)|web|e2e|bench)/.exec(path)?.[1] ?? dirname(path)
}

const byTheFrontDoor = forEachImport((from, to, specifier) => {
  if (specifier.startsWith('#')) return /^#\w+\/[\w-]+$/.test(specifier) ? undefined : 'more than one segment'
  const isDownFromTop = roomOf(from) === 'src' && /^src\/(commands|demo)\//.test(to)
  const isToTheRoot = to === 'src/app.ts' && /^(src\/(commands|testing|demo)|bench|e2e)\//.test(from)
  return roomOf(from) === roomOf(to) || isDownFromTop || isToTheRoot ? undefined : 'it leaves its folder'
})

const schemaName =
  /\b(?:from|join|into|update|table|references|on|using|only|truncate|select|call|perform)\s+"?(\w+)"?\.\w/gi
const qualifiedName = /\b(\w+)\.\w/g
// The face of the log in SQL: functions, by which a trigger of a module above appends. Tables of it are as far as any others.
const faceInSql = /\baudit\.(append|seal_row)\(/g

const ownTablesOnly: Rule = (sources) =>
  sources
    .filter(({ path }) => /^src\/(modules|platform)\//.test(path) && !isTest(path))
    .flatMap(({ path, text }) => {
      const own = moduleOf(path)
      const names = withoutComments(text)
        .replaceAll(faceInSql, '(')
        .matchAll(path.endsWith('.sql') ? qualifiedName : schemaName)
      const foreign = [...names].map(([, schema = '']) => schema.toLowerCase()).filter((schema) => schema !== own)
      return [...new Set(foreign)]
        .filter((schema) => order.includes(schema))
        .map((schema) => `${path} names a table of ${schema}`)
    })

const webKnowsOnlyTheWire: Rule = (sources) => [...webImports(sources), ...wireImports(sources)]

const webImports = forEachImport((from, to, specifier) => {
  if (!from.startsWith('web/')) return undefined
  if (to.startsWith('src/')) return isForBrowsers(specifier) ? undefined : 'only #wire and the browser-safe platform'
  const [fromArea = '', toArea = ''] = [from.split('/')[1], to.split('/')[1]]
  if (fromArea === 'kit' && toArea !== 'kit') return 'the kit knows no feature'
  if (fromArea === 'api' && toArea !== 'api') return 'the client knows no screen'
  if (apps.includes(toArea) && toArea !== fromArea) return 'apps do not know each other'
  const [one, other] = [featureOf(from), featureOf(to)]
  return one !== undefined && other !== undefined && one !== other ? 'features do not know each other' : undefined
})

const featureOf = (path: string) => /^web\/\w+\/features\/([^/]+)/.exec(path)?.[1]
const isForBrowsers = (specifier: string) =>
  specifier.startsWith('#wire/') || browserSafe.some((name) => specifier === `#platform/${name}`)

const isBrowserFile = (path: string) =>
  /^src\/modules\/[^/]+\/wire(\/[\w-]+)?\.ts$/.test(path) ||
  browserSafe.some((name) => path === `src/platform/${name}.ts`)

const wireImports: Rule = (sources) =>
  sources
    .filter(({ path }) => isBrowserFile(path))
    .flatMap((source) =>
      importsOf(source)
        .filter(
          (specifier) =>
            specifier !== 'zod' && !isForBrowsers(specifier) && !isBrowserFile(targetOf(source, specifier) ?? ''),
        )
        .map((specifier) => `${source.path} imports ${specifier}, but runs in browsers`),
    )

const onlyMainAndApp: Rule = (sources) =>
  sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .flatMap(({ path, text }) => {
      const code = withoutComments(text)
      const reads = path !== 'src/main.ts' && /\bprocess\.(env|exit|exitCode)\b/.test(code)
      const constructors = /import\s+(?!type\b)[^;'"]*\bcreate[A-Z]\w*[^;'"]*from\s+'#modules\//
      const constructs = path !== 'src/app.ts' && !path.startsWith('src/testing/') && constructors.test(code)
      return [
        ...(reads ? [`${path} reads the environment or exits; only src/main.ts does`] : []),
        ...(constructs ? [`${path} constructs a module; only src/app.ts does`] : []),
      ]
    })

const project = dirname(dirname(fileURLToPath(import.meta.url)))

async function readSources(): Promise<Source[]> {
  const sources: Source[] = []
  for await (const path of glob('{src,web,e2e,bench}/**/*.{ts,tsx,sql}', { cwd: project })) {
    // The bad examples below would be taken for real.
    if (path === 'src/architecture.test.ts') continue
    sources.push({ path, text: await readFile(join(project, path), 'utf8') })
  }
  return sources
}

const rules: { name: string; rule: Rule; broken: Source[] }[] = [
  {
    name: 'modules know only those below them, and the platform knows none',
    rule: downwardsOnly,
    broken: [
      { path: 'src/modules/ledger/post.ts', text: "import type { Send } from '#modules/payments'" },
      { path: 'src/platform/lane.ts', text: "import { post } from '#modules/ledger'" },
      { path: 'src/modules/ledger/post.ts', text: "const { testBank } = await import('#testing/bank')" },
      { path: 'src/modules/lottery/draw.ts', text: "import { post } from '#modules/ledger'" },
    ],
  },
  {
    name: 'another module is entered by its front door',
    rule: byTheFrontDoor,
    broken: [
      { path: 'src/modules/payments/send.ts', text: "import { post } from '../ledger/post.ts'" },
      { path: 'src/modules/payments/send.ts', text: "import { post } from '#modules/ledger/post'" },
      { path: 'src/platform/lane.ts', text: "export * from '../learning/tree.ts'" },
    ],
  },
  {
    name: 'a module names only tables of its own',
    rule: ownTablesOnly,
    broken: [
      { path: 'src/modules/payments/send.ts', text: 'const sql = `select 1 from ledger.transfer`' },
      {
        path: 'src/modules/payments/migrations/0001.sql',
        text: 'create table payments.a (b uuid references identity.person)',
      },
      { path: 'src/platform/migrate.ts', text: "tx.query('update audit.leaf set body = 1')" },
      { path: 'src/modules/ledger/migrations/0001.sql', text: 'insert into audit.sheaf select audit.append(1)' },
    ],
  },
  {
    name: 'the web knows the bank only by the wire, and what runs in browsers stays free of the server',
    rule: webKnowsOnlyTheWire,
    broken: [
      { path: 'web/customer/main.tsx', text: "import { post } from '#modules/ledger'" },
      { path: 'web/kit/button.tsx', text: "import { client } from '../api/client.ts'" },
      { path: 'web/customer/features/send/form.tsx', text: "import { Row } from '../history/row.tsx'" },
      { path: 'web/staff/main.tsx', text: "import { Shell } from '../customer/shell.tsx'" },
      { path: 'src/modules/ledger/wire.ts', text: "import pg from 'pg'" },
      { path: 'src/platform/money.ts', text: "import { openDatabase } from '#platform/database'" },
    ],
  },
  {
    name: 'only main.ts reads the environment, and only app.ts constructs',
    rule: onlyMainAndApp,
    broken: [
      { path: 'src/platform/log.ts', text: 'const level = process.env.LOG_LEVEL' },
      { path: 'src/modules/ledger/post.ts', text: 'process.exit(1)' },
      { path: 'src/modules/payments/send.ts', text: "import { createLedger, type Ledger } from '#modules/ledger'" },
    ],
  },
]

for (const { name, rule, broken } of rules) {
  test(name, async () => {
    const sources = await readSources()
    assert.ok(sources.length > 20)
    assert.deepEqual(rule(sources), [])
  })

  test(`and it is noticed when not: ${name}`, () => {
    for (const source of broken) assert.notDeepEqual(rule([source]), [], `${source.path}: ${source.text}`)
  })
}

test('every module there is has its place in the order', async () => {
  const modules = new Set((await readSources()).map(({ path }) => moduleOf(path)).filter((name) => name !== undefined))
  assert.deepEqual(
    [...modules].filter((name) => !order.includes(name)),
    [],
  )
})
