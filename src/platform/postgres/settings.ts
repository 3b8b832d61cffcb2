/** Whether a commit waits for the disk. `none` loses data in a crash and is for tests alone. */
export type Durability = 'full' | 'none'

// For two cores and 1.5 GiB for all processes of the bank together; the bank itself holds models and state in memory.
const memory = {
  shared_buffers: '384MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  wal_buffers: '16MB',
  max_connections: '50',
  max_parallel_workers_per_gather: '1',
  max_worker_processes: '4',
  huge_pages: 'off',
  // Reads come from the page cache almost always: worker processes for them would only take memory.
  io_method: 'sync',
}

// Every page's first change after a checkpoint is written whole, so few checkpoints mean little log.
const writing = {
  checkpoint_timeout: '10min',
  checkpoint_completion_target: '0.9',
  max_wal_size: '2GB',
  min_wal_size: '512MB',
  max_wal_senders: '2',
  max_logical_replication_workers: '0',
  random_page_cost: '1.1',
}

// A few rows, such as a busy account's, change thousands of times a minute: clean up often and in small portions.
const cleaning = {
  autovacuum_naptime: '10s',
  autovacuum_max_workers: '2',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_analyze_scale_factor: '0.05',
}

const rest = {
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  password_encryption: 'scram-sha-256',
  listen_addresses: '',
  unix_socket_permissions: '0700',
  log_checkpoints: 'off',
}

const durabilitySettings: Record<Durability, Record<string, string>> = {
  full: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  none: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    shared_buffers: '128MB',
    max_wal_size: '256MB',
    min_wal_size: '32MB',
    // Test files run side by side, and each opens many databases whose pools keep what they have until they are closed.
    max_connections: '300',
  },
}

/** The server's arguments: every setting on the command line, so that nobody's postgresql.conf changes how the bank behaves. */
export function serverArguments(durability: Durability, folder: string, socketFolder: string, port: number): string[] {
  const settings = {
    ...memory,
    ...writing,
    ...cleaning,
    ...rest,
    ...durabilitySettings[durability],
    unix_socket_directories: socketFolder,
    port: String(port),
  }
  return ['-D', folder, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}
