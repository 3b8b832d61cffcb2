/** Every page of both apps, each with something on it to look at. */
import type { OpenBank } from './open-bank.ts'
import { fill } from './pages/fill.ts'
import { customerPages } from './pages/of-customers.ts'
import { staffPages } from './pages/of-staff.ts'
import type { PageOfBank } from './pages/page.ts'

export type { PageOfBank } from './pages/page.ts'

/** Fills the bank and lists its pages. Its verdicts must be those by share of the balance. */
export const pagesOf = async (bank: OpenBank): Promise<{ customer: PageOfBank[]; staff: PageOfBank[] }> => {
  const filled = await fill(bank)
  return { customer: customerPages(bank, filled), staff: staffPages(filled) }
}
