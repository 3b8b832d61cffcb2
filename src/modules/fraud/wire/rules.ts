/** Rules as they travel: written, tried on history, put in force by two people. */
import { z } from 'zod'
import { endpoint, instant, lineOfText, linesOfText, nameOfThing, newUuid, uuid } from '#platform/endpoint'
import { person } from './models.ts'
import { proposal } from './proposals.ts'

export const ruleEffect = z
  .enum(['challenge', 'review', 'block'])
  .meta({ id: 'RuleEffect', description: 'What the verdict is at least where the condition holds.' })

export const condition = linesOfText(1, 2000).meta({
  description: 'For instance: amount > 500 EUR and times-paid is missing and attempts-1h >= 3',
})

export const ruleVersion = z
  .strictObject({
    number: z.string().meta({ description: 'Decisions name the versions that fired by it.' }),
    version: z.number().int(),
    name: z.string(),
    condition: z.string(),
    effect: ruleEffect,
    note: z.string(),
    writtenBy: person,
    writtenAt: instant,
  })
  .meta({ id: 'RuleVersion' })

export const rule = z
  .strictObject({
    id: uuid,
    latest: ruleVersion,
    inForce: ruleVersion.nullable(),
    since: instant.nullable().meta({ description: 'From when on it has been in force.' }),
    waiting: proposal.nullable().meta({ description: 'What waits for a second person.' }),
  })
  .meta({
    id: 'Rule',
    description: 'A condition that staff wrote; it runs beside the model and never softens a verdict.',
  })

export const rules = endpoint({
  method: 'GET',
  path: '/v1/fraud/rules',
  tag: 'Staff',
  summary: 'Every rule, those in force first, with how often each fired in the last seven days',
  answer: z.strictObject({
    items: z.array(z.strictObject({ rule, fired: z.number().int().meta({ description: 'Payments in seven days.' }) })),
  }),
})

export const oneRule = endpoint({
  method: 'GET',
  path: '/v1/fraud/rules/{id}',
  tag: 'Staff',
  summary: 'One rule: every version, newest first, and who put which in force',
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({ rule, versions: z.array(ruleVersion), proposals: z.array(proposal) }),
  refusals: ['no-such-rule'],
})

export const writeRule = endpoint({
  method: 'PUT',
  path: '/v1/fraud/rules/{id}/versions/{version}',
  tag: 'Staff',
  summary: 'Write a new version of a rule; it changes nothing until two people have put it in force',
  description: 'Versions count from 1. The same version again in the same words is answered as it is.',
  params: z.strictObject({ id: newUuid, version: z.string().regex(/^[1-9]\d{0,3}$/, 'a version from 1 on') }),
  body: z.strictObject({ name: nameOfThing(80), condition, effect: ruleEffect, note: linesOfText(0, 500) }),
  answer: ruleVersion,
  refusals: ['rule-not-understood', 'rule-has-moved-on', 'too-many-rules'],
})

export const checkRule = endpoint({
  method: 'POST',
  path: '/v1/fraud/rules/check',
  tag: 'Staff',
  summary: 'Read a condition as it is being written: what is wrong with it and where, or what it says',
  body: z.strictObject({ condition: z.string().max(4000) }),
  answer: z.strictObject({
    condition: z.string().nullable().meta({ description: 'In its plain form; null where it was not understood.' }),
    features: z.array(z.strictObject({ name: z.string(), label: z.string() })).meta({ description: 'What it reads.' }),
    fault: z
      .strictObject({
        code: z.string(),
        at: z.number().int().meta({ description: 'The first character that is wrong, counted from 0.' }),
        length: z.number().int(),
        found: z.string(),
        expected: z.array(z.string()),
        suggestion: z.string().nullable(),
        sentence: z.string(),
      })
      .nullable(),
  }),
})

export const ruleFeatures = endpoint({
  method: 'GET',
  path: '/v1/fraud/features',
  tag: 'Staff',
  summary: 'Every feature that a rule may name',
  answer: z.strictObject({
    items: z.array(z.strictObject({ name: z.string(), label: z.string(), unit: z.string() })),
  }),
})

export const disableRule = endpoint({
  method: 'POST',
  path: '/v1/fraud/rules/{id}/disable',
  tag: 'Staff',
  summary: 'Take a rule out of force; one person can, and it is on record',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ note: lineOfText(3, 500) }),
  answer: rule,
  refusals: ['no-such-rule', 'rule-not-in-force'],
})

export type RuleEffect = z.infer<typeof ruleEffect>
export type RuleVersionView = z.infer<typeof ruleVersion>
export type RuleView = z.infer<typeof rule>
