// A small ONNX file for tests: its logits are 10 times the mean of red, and 4 times the mean of blue.

const varint = (value: number): number[] => (value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)])
const number = (field: number, value: number) => [...varint(field << 3), ...varint(value)]
const bytes = (field: number, content: ArrayLike<number>) => [
  ...varint((field << 3) | 2),
  ...varint(content.length),
  ...Array.from(content),
]
const text = (field: number, content: string) => bytes(field, Buffer.from(content))

const FLOAT = 1
const node = (kind: string, inputs: readonly string[], output: string) => [
  ...inputs.flatMap((name) => text(1, name)),
  ...text(2, output),
  ...text(4, kind),
]
const shape = (sides: readonly number[]) => sides.flatMap((side) => bytes(1, number(1, side)))
const value = (name: string, sides: readonly number[]) => [
  ...text(1, name),
  ...bytes(2, bytes(1, [...number(1, FLOAT), ...bytes(2, shape(sides))])),
]
const weights = (name: string, sides: readonly number[], values: readonly number[]) => [
  ...sides.flatMap((side) => number(1, side)),
  ...number(2, FLOAT),
  ...text(8, name),
  ...bytes(9, new Uint8Array(Float32Array.from(values).buffer)),
]

/** The bytes of the model: one picture of 3 × 128 × 128, two logits. */
export function colorModel(): Uint8Array {
  const graph = [
    ...bytes(1, node('GlobalAveragePool', ['picture'], 'means')),
    ...bytes(1, node('Flatten', ['means'], 'row')),
    ...bytes(1, node('MatMul', ['row', 'colors'], 'logits')),
    ...text(2, 'colors'),
    ...bytes(5, weights('colors', [3, 2], [10, 0, 0, 0, 0, 4])),
    ...bytes(11, value('picture', [1, 3, 128, 128])),
    ...bytes(12, value('logits', [1, 2])),
  ]
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, number(2, 13))])
}
