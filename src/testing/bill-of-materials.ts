import { spawn } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

type ExternalReference = { type?: string }
type Component = { name?: string; externalReferences?: ExternalReference[]; components?: Component[] }
type BillOfMaterials = { metadata: { component: Component }; components: Component[] }

/** Writes the packages of the lock file as a CycloneDX document. Gives back nothing, or what npm said when it failed. */
export async function makeBillOfMaterials(projectFolder: string, file: string): Promise<string | undefined> {
  const { code, output, errors } = await runNpm(projectFolder)
  if (code !== 0) return `npm sbom ended with code ${code}: ${errors.trim()}`
  const { name } = JSON.parse(await readFile(join(projectFolder, 'package.json'), 'utf8'))
  const bill = tidy(JSON.parse(output), name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(bill, null, 2)}\n`)
  return undefined
}

/** Names the document after the package, not its folder, and leaves out where packages were fetched from: a mirror, perhaps. */
export function tidy(bill: BillOfMaterials, name: string): BillOfMaterials {
  const withoutSources = (component: Component): Component => ({
    ...component,
    ...(component.externalReferences && {
      externalReferences: component.externalReferences.filter((reference) => reference.type !== 'distribution'),
    }),
    ...(component.components && { components: component.components.map(withoutSources) }),
  })
  const component = { ...withoutSources(bill.metadata.component), name }
  return { ...bill, metadata: { ...bill.metadata, component }, components: bill.components.map(withoutSources) }
}

function runNpm(projectFolder: string): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn('npm', ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'], {
    cwd: projectFolder,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let errors = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: null, output, errors: error.message }))
    child.on('close', (code) => resolve({ code, output, errors }))
  })
}
