/** What people do in more than one journey. */
import type { Locator, Page } from 'playwright-core'
import { password } from '#testing/bank'

/** Waits until a text can be read; longer than usual only for work that takes long. */
export const see = (page: Page, text: string | RegExp, timeoutMs?: number): Promise<void> =>
  page.getByText(text).filter({ visible: true }).first().waitFor({ timeout: timeoutMs })

/** Waits until a heading of the page can be read. */
export const seeHeading = (page: Page, name: string | RegExp): Promise<void> =>
  page.getByRole('heading', { name }).first().waitFor()

/** Follows the first link of that name that can be seen. */
export const follow = (page: Page, name: string): Promise<void> =>
  page.getByRole('link', { name }).filter({ visible: true }).first().click()

export const press = (page: Page | Locator, name: string): Promise<void> => page.getByRole('button', { name }).click()

/** Signs in on the page that asks for it. */
export const signIn = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('Email', { exact: true }).fill(`${name.toLowerCase()}@bank.test`)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Where the password signs what two people decide. */
export const signWithPassword = (page: Page): Promise<void> =>
  page.getByLabel('Your password, to sign it').fill(password)

export interface Sending {
  readonly to: { readonly name: string; readonly number: string }
  /** In whole rupees, as it is typed. */
  readonly rupees: string
  /** As the button says it, such as ₹250.00. */
  readonly reads: string
}

/** Sends money by account number, after the name it belongs to was read. */
export const send = async (page: Page, { to, rupees, reads }: Sending): Promise<void> => {
  await page.getByLabel('Account number').fill(to.number)
  await see(page, `This account belongs to ${to.name}`)
  await page.getByLabel('Amount, INR').fill(rupees)
  await press(page, `Send ${reads}`)
}
