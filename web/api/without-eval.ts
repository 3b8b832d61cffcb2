/** The first import of each app: schemas compile nothing, for the page's security policy refuses code that is made from text. */
import { config } from 'zod'

config({ jitless: true })
