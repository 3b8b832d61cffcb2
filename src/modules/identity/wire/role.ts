import { z } from 'zod'

export const role = z.enum(['customer', 'teller', 'analyst', 'compliance', 'administrator']).meta({ id: 'Role' })
