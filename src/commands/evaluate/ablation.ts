/** The ensemble with and without what it adds to its members: synthetic frauds, and networks that start from the one before. */
import type { EnsembleOptions } from '#learning/ensemble'
import type { NamedRecipe } from '../recipes.ts'
import type { ModelResult } from './report.ts'

/** Synthetic frauds for each true one, where they are made. */
const generated = 1

export interface AblationResult extends Omit<ModelResult, 'name'> {
  readonly name: string
  /** Synthetic frauds for each true one. */
  readonly generation: number
  readonly passing: boolean
}

interface Variant {
  readonly name: string
  readonly generation: number
  readonly passing: boolean
}

export const variants: readonly Variant[] = [
  { name: 'generation and passing', generation: generated, passing: true },
  { name: 'generation alone', generation: generated, passing: false },
  { name: 'passing alone', generation: 0, passing: true },
  { name: 'neither', generation: 0, passing: false },
]

/** The ensemble as it was trained, but for the two. */
export const ablationRecipes = (options: EnsembleOptions): NamedRecipe[] =>
  variants.map(({ name, generation, passing }) => ({
    name,
    recipe: { kind: 'ensemble', options: { ...options, generation, isPassing: passing } },
  }))
