/** What a row's score costs, given its sign: 1 for label 1, -1 for label 0. Convex, with two derivatives by the score. */
export type RowLoss = {
  readonly lossAt: (score: number, sign: number) => number
  readonly slopeAt: (score: number, sign: number) => number
  readonly curvatureAt: (score: number, sign: number) => number
}

/** log(1 + exp(-m)) of the margin m, written so that it cannot overflow. */
export const logisticLoss: RowLoss = {
  lossAt: (score, sign) => Math.log1p(Math.exp(-Math.abs(score))) + Math.max(0, -sign * score),
  slopeAt: (score, sign) => -sign / (1 + Math.exp(sign * score)),
  curvatureAt: (score) => {
    const small = Math.exp(-Math.abs(score))
    return small / ((1 + small) * (1 + small))
  },
}

/** The square of what a margin lacks to 1. */
export const squaredHingeLoss: RowLoss = {
  lossAt: (score, sign) => Math.max(0, 1 - sign * score) ** 2,
  slopeAt: (score, sign) => -2 * sign * Math.max(0, 1 - sign * score),
  curvatureAt: (score, sign) => (sign * score < 1 ? 2 : 0),
}
