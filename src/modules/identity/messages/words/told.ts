/** The frame of letters whose words come from elsewhere. */
import type { MessageWords } from './text.ts'

const frame = { subject: '{subject}', text: 'Bankserver: {text}' }

export const toldWords = { told: { en: frame, hi: frame } } as const satisfies MessageWords
