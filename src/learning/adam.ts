/** Adam for whoever computes gradients of their own. */
export { createAdam } from './network/adam.ts'
