import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { PlainError } from '#platform/plain-errors'

export type LockerOptions = {
  readonly people: string
  readonly objects: string
  readonly spoof: string | undefined
  /** A folder for attacks that are made by rule from the pictures of people, and measured. */
  readonly makeSpoof: string | undefined
  readonly json: string | undefined
  readonly modelsFolder: string | undefined
}

/** The folders of pictures. Throws a PlainError that says how to call it. */
export function readOptions(args: string[], cwd: string, modelsFolder: string | undefined): LockerOptions {
  const text = { type: 'string' } as const
  const usage = 'npm run bench:locker -- --people DIR --objects DIR [--spoof DIR | --make-spoof DIR] [--json OUT]'
  const { values } = parsed(usage, () =>
    parseArgs({ args, options: { people: text, objects: text, spoof: text, 'make-spoof': text, json: text } }),
  )
  if (values.people === undefined || values.objects === undefined) throw new PlainError(`Say: ${usage}`)
  const path = (given: string) => resolve(cwd, given)
  return {
    people: path(values.people),
    objects: path(values.objects),
    spoof: values.spoof && path(values.spoof),
    makeSpoof: values['make-spoof'] && path(values['make-spoof']),
    json: values.json && path(values.json),
    modelsFolder: modelsFolder && path(modelsFolder),
  }
}

function parsed<Result>(usage: string, parse: () => Result): Result {
  try {
    return parse()
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : String(error)} Say: ${usage}`)
  }
}
