/**
 * Makes known-words.bin anew. Needs two files that the bank itself does not: the list of passwords of john-data and the dictionary of
 * wamerican, as Debian packages them. known-words.md has their licenses and how to get them.
 *
 *   node src/modules/identity/passwords/make-known-words.ts password.lst american-english
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { type KnownKind, prefixOf } from './known-words.ts'
import { coreOf } from './stem.ts'

const [passwordsFile, dictionaryFile] = process.argv.slice(2)
const linesOf = (path: string): string[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().toLowerCase())
    .filter((line) => line !== '' && !line.startsWith('#!comment'))

const shortestWord = 4
const shortestPassword = 10

const passwords = linesOf(passwordsFile)
const dictionary = linesOf(dictionaryFile).map((word) => word.normalize('NFD').replaceAll(/'s$|[^a-z]/g, ''))
const words = new Set([...passwords.map((password) => coreOf(password).stem), ...dictionary])
const texts: [KnownKind, string][] = [
  ...[...words].filter((word) => word.length >= shortestWord).map((word): [KnownKind, string] => ['word', word]),
  ...passwords.filter((text) => text.length >= shortestPassword).map((text): [KnownKind, string] => ['whole', text]),
]
const prefixes = [...new Set(texts.map(([kind, text]) => prefixOf(kind, text)))].sort((one, other) => one - other)
const bytes = Buffer.alloc(prefixes.length * 4)
for (const [index, prefix] of prefixes.entries()) bytes.writeUInt32BE(prefix, index * 4)
writeFileSync(new URL('known-words.bin', import.meta.url), bytes)
console.log(
  `${prefixes.length} prefixes, ${bytes.length} bytes, one in ${Math.round(2 ** 32 / prefixes.length)} others fits`,
)
