/** The guard against phishing and swindles, as it travels. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint'

export const safetySeverity = z.enum(['notice', 'caution', 'danger'])

export const safetyFinding = z
  .strictObject({
    code: z.string().meta({ description: 'Stable, such as link-look-alike or note-refund.' }),
    severity: safetySeverity,
    about: z.enum(['note', 'payee', 'link', 'code']),
    subject: z.string().meta({ description: 'The part that was meant: a host, a name, words of the note.' }),
    sentence: z
      .strictObject({ en: z.string(), hi: z.string() })
      .meta({ description: 'What was found and what to do, in English and Hindi.' }),
  })
  .meta({ id: 'SafetyFinding' })

export const safetyChecked = z
  .strictObject({
    findings: z.array(safetyFinding).max(8).meta({ description: 'Worst first.' }),
    severity: z.enum(['none', 'notice', 'caution', 'danger']),
    pauseSeconds: z
      .number()
      .int()
      .min(0)
      .max(30)
      .meta({ description: 'How long a screen lets a person read before they can go on.' }),
  })
  .meta({ id: 'SafetyChecked' })

export const checkSafety = endpoint({
  method: 'POST',
  path: '/v1/safety/check',
  tag: 'Payments',
  summary: 'Look at links, a note, a payee’s name or the content of a QR code before trusting them',
  description: 'Nothing is opened, stored or sent. At most 120 checks a minute for each person.',
  body: z.strictObject({
    note: z.string().max(2000).optional(),
    payee: z.string().max(120).optional(),
    links: z.array(z.string().min(1).max(2048)).max(8).optional(),
    code: z.string().max(4096).optional(),
  }),
  answer: safetyChecked,
  refusals: ['too-many-attempts'],
})

export type SafetyFinding = z.infer<typeof safetyFinding>
export type SafetyChecked = z.infer<typeof safetyChecked>
