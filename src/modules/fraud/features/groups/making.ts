/** Features by unit. */
import type { Feature } from '../catalog.ts'
import type { View } from '../view.ts'
import { days, count as inCounts, times as inTimes, percent, yesOrNo } from './formats.ts'

type Make = (name: string, label: string, read: (view: View) => number) => Feature

const making =
  (unit: Feature['unit'], format: Feature['format']): Make =>
  (name, label, read) => ({ name, label, unit, format, read })

export const counting = making('count', inCounts)
export const ratio = making('times', inTimes)
export const share = making('share', percent)
export const elapsed = making('days', days)
export const flag = making('yes or no', yesOrNo)
