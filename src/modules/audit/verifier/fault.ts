/** What a check found wrong, and where. */

export const checks = {
  shape: 'the files of the log can be read',
  keys: 'each key is announced by a leaf that the key before it signed',
  signature: 'every checkpoint is signed with both keys that held at its size',
  tile: 'every tile is what its entries make of it',
  root: 'every checkpoint has the root of the leaves that it counts',
  fork: 'the log begins with every checkpoint that a witness has kept',
  anchor: 'the log begins with every checkpoint that was put elsewhere, and the place bears it out',
  witness: 'the last checkpoint that witnesses signed is of this log, and their signatures hold',
  sheaf: 'every place in the tree belongs to one thing that was done, and is what was appended for it',
  content: 'what stands beside a leaf is what the leaf commits to',
  row: 'every row is a leaf, word for word, and every leaf has its row',
} as const

export interface Fault {
  readonly check: keyof typeof checks
  /** The place of the first leaf that is concerned, where there is one. */
  readonly place?: number
  readonly detail: string
}
