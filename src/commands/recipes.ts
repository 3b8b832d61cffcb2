/** The models that are held against one another, and how each is trained. */
import type { Recipe } from '#learning/models'
import { PlainError } from '#platform/plain-errors'

export interface NamedRecipe {
  readonly name: string
  readonly recipe: Recipe
}

/** Weights are undefined where each row stands for itself. */
export const recipesOf = (weights: Float32Array | undefined, seed: number): NamedRecipe[] => [
  { name: 'logistic', recipe: { kind: 'logistic', options: { weights } } },
  { name: 'svm', recipe: { kind: 'svm', options: { weights } } },
  { name: 'svm_rbf', recipe: { kind: 'svm-rbf', options: { weights, seed } } },
  { name: 'tree', recipe: { kind: 'tree' } },
  { name: 'forest', recipe: { kind: 'forest', options: { seed } } },
  {
    name: 'boosting',
    recipe: {
      kind: 'boosting',
      options: {
        trees: 300,
        depth: 4,
        learningRate: 0.05,
        bins: 4096,
        rowShare: 0.8,
        columnShare: 0.8,
        minimumChildWeight: 5,
        weights,
        seed,
      },
    },
  },
  { name: 'network', recipe: { kind: 'network', options: { weights, seed } } },
  { name: 'balanced_bags', recipe: { kind: 'balanced-bags', options: { seed } } },
  { name: 'ensemble', recipe: { kind: 'ensemble', options: { weights, seed } } },
  { name: 'isolation_forest', recipe: { kind: 'isolation-forest', options: { seed } } },
  { name: 'kmeans', recipe: { kind: 'kmeans', options: { seed } } },
  { name: 'pca', recipe: { kind: 'pca' } },
]

const modelNames = recipesOf(undefined, 1).map(({ name }) => name)

/** Throws a PlainError on a name that no model has. */
export const checkModelNames = (names: readonly string[]): readonly string[] => {
  for (const name of names) {
    if (!modelNames.includes(name))
      throw new PlainError(`There is no model ${name}; there are ${modelNames.join(', ')}.`)
  }
  return names
}
