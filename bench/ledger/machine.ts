import { statfs } from 'node:fs/promises'
import { arch, cpus, loadavg, platform, tmpdir, totalmem } from 'node:os'
import type { Database } from '#platform/database'

/** What a benchmark ran on; a number without it means nothing. */
export interface Computer {
  readonly cpu: string
  readonly cores: number
  readonly memory_gib: number
  readonly system: string
  readonly node: string
  /** Programs that ran or waited in the minute before: above zero, others worked on the machine too. */
  readonly load_before: number
}

/** A computer with the database on it. */
export interface Machine extends Computer {
  readonly postgresql: string
  readonly fsync: string
  readonly synchronous_commit: string
}

const gib = 2 ** 30

export const describeMachine = async (admin: Database): Promise<Machine> => {
  const [settings] = await admin.query<{ postgresql: string; fsync: string; synchronous_commit: string }>(
    `select current_setting('server_version') as postgresql, current_setting('fsync') as fsync,
            current_setting('synchronous_commit') as synchronous_commit`,
  )
  return { ...describeComputer(), ...settings }
}

export const describeComputer = (): Computer => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memory_gib: Math.round((totalmem() / gib) * 10) / 10,
  system: `${platform()} ${arch()}`,
  node: process.version,
  load_before: Math.round((loadavg()[0] ?? 0) * 10) / 10,
})

/** The machine in a line, with a warning where others keep it busy. */
export const sayMachine = (machine: Machine): string =>
  sayComputer(machine, `, PostgreSQL ${machine.postgresql}, fsync ${machine.fsync}`)

export const sayComputer = ({ cpu, cores, memory_gib, node, load_before }: Computer, more = ''): string => {
  const busy = load_before > cores / 2 ? `; busy already, with a load of ${load_before}: numbers will drift` : ''
  return `${cpu}, ${cores} cores, ${memory_gib} GiB; Node ${node}${more}${busy}`
}

// Linux's magic number of tmpfs, statfs(2).
const memoryFileSystem = 0x01021994

/** The folder for temporary files that is on a disk: in memory, fsync would cost nothing and the numbers would be wrong. */
export const findDiskFolder = async (): Promise<string> => {
  const usual = tmpdir()
  const { type } = await statfs(usual)
  return type === memoryFileSystem ? '/var/tmp' : usual
}

const bytesOfKibibyte = 1024
const bytesOfMegabyte = 1e6

/** The most memory that this process has had at once, in megabytes. */
export const peakMemoryMb = (): number =>
  Math.round((process.resourceUsage().maxRSS * bytesOfKibibyte) / bytesOfMegabyte)
