import type { Trees } from '#learning/trees'

/** One tree while it grows: lists in place of the arrays that a finished tree has. */
export type Sketch = { readonly [Key in keyof Omit<Trees, 'roots'>]: number[] }

/** An empty sketch; its first leaf becomes the root. */
export function createSketch(): Sketch {
  return { column: [], threshold: [], left: [], missingLeft: [], value: [], cover: [] }
}

/** Adds a leaf and says where it stands. */
export function addLeaf(sketch: Sketch, value: number, cover: number): number {
  sketch.column.push(-1)
  sketch.threshold.push(0)
  sketch.left.push(0)
  sketch.missingLeft.push(0)
  sketch.value.push(value)
  return sketch.cover.push(cover) - 1
}

/** What a branch asks. */
export type Question = { readonly column: number; readonly threshold: number; readonly missingLeft: boolean }

/** Turns a leaf into a branch whose children are the next two leaves to be added. */
export function makeBranch(sketch: Sketch, node: number, question: Question): void {
  sketch.column[node] = question.column
  sketch.threshold[node] = question.threshold
  sketch.missingLeft[node] = question.missingLeft ? 1 : 0
  sketch.left[node] = sketch.column.length
  sketch.value[node] = 0
}

/** The finished tree. */
export function finishSketch(sketch: Sketch): Trees {
  return {
    roots: Int32Array.of(0),
    column: Int32Array.from(sketch.column),
    threshold: Float32Array.from(sketch.threshold),
    left: Int32Array.from(sketch.left),
    missingLeft: Uint8Array.from(sketch.missingLeft),
    value: Float64Array.from(sketch.value),
    cover: Float64Array.from(sketch.cover),
  }
}
