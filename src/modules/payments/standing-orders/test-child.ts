/** A server that does nothing but pay by standing orders, to be killed: started with a database and an instant. */
import { testBank } from '#testing/bank'

const [database = '', at = ''] = process.argv.slice(-2)
const bank = await testBank({ reach: async () => JSON.parse(database), clock: () => new Date(at), seed: process.pid })
process.send?.('ready')
while (process.connected) {
  await bank.payments.runDue()
  await new Promise((resolve) => setTimeout(resolve, 5))
}
process.exit()
