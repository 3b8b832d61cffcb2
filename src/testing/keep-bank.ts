/** Keeps what a bank of today has given out, for those who come later to hold their code against. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backUp } from '#testing/backup'
import { password, testBank } from '#testing/bank'

/** How the payer of a kept bank signs in. */
export const keptPayer = { email: 'ada@bank.test', password }

/** A bank with one payment: its backup, and the files that payer, witness and public have of it. */
export const keepBank = async (folder: string): Promise<void> => {
  await using bank = await testBank()
  const [ada, bob] = [await bank.holder('Ada', 1000n), await bank.holder('Bob')]
  const id = bank.newId()
  await bank.send(ada, bob, 40n, id)
  await bank.audit.sequence()
  bank.pass(2000)
  const bodyOf = async (url: string) => (await bank.http.server.inject({ url, headers: ada.headers })).body
  const receipt = await bodyOf(`/v1/payments/${id}/receipt`)
  const { keys } = JSON.parse(await bodyOf('/log/keys')) as { keys: { content: { keys: string[] } }[] }
  const files = {
    'receipt.txt': receipt,
    'checkpoint.txt': await bodyOf('/log/checkpoint'),
    'keys.txt': `${keys.flatMap(({ content }) => content.keys).join('\n')}\n`,
    'payment.txt': `${id}\n`,
  }
  await mkdir(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  await backUp(bank.db, join(folder, 'bank.backup'))
}
