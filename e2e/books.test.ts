/** The books as staff see them: never proved, proved, being proved, broken. */
import { see } from './acts.ts'
import { journey } from './open-bank.ts'

journey('staff open the books and see the last proof at once, whoever made it', {}, async (bank) => {
  await bank.holder('Asha', 1_000_000n)
  const farah = await bank.person('administrator', 'Farah')
  const page = await bank.visit('/staff/books', { as: farah, screen: 'desk' })
  await see(page, 'These books have not been proved yet.')

  await page.getByRole('button', { name: 'Prove the books now' }).click()
  await see(page, 'The books are proved.')
  await see(page, '1 transfers between')

  await page.reload()
  await see(page, 'The books are proved.')
  await page.getByRole('button', { name: 'Prove them again' }).waitFor()
})

journey('a proof that runs elsewhere is seen, and its end as well', {}, async (bank) => {
  const farah = await bank.person('administrator', 'Farah')
  const page = await bank.visit('/staff/books', { as: farah, screen: 'desk' })
  await see(page, 'These books have not been proved yet.')
  await bank.db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(ledger.proof_lock())')
    await page.reload()
    await see(page, 'A proof is under way.')
  })
  await see(page, 'These books have not been proved yet.')
})

journey('a broken book is told with the rule, the offender and what was found', {}, async (bank) => {
  const farah = await bank.person('administrator', 'Farah')
  await bank.db.query('alter table ledger.transfer disable trigger transfer_is_immutable')
  await bank.ledger.proofs.proveNow()
  const page = await bank.visit('/staff/books', { as: farah })
  await see(page, 'The books do not hold.')
  await see(page, 'trigger transfer_is_immutable on ledger.transfer')
  await see(page, 'it is disabled')
})
