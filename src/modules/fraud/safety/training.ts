/** What the command that trains the model of links needs. */
export { generateLinks, type LabeledLink } from './links/generate.ts'
export { shippedLinkModel } from './links/model.ts'
export { judgeLinks, type LinkFigures, type LinkRows, leastAuc, rowsOfLinks, trainLinks } from './links/train.ts'
