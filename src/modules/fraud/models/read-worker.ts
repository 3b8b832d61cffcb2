/** The thread that reads the text of a model file, checks it, and finds what its explanations need. */
import { parentPort, workerData } from 'node:worker_threads'
import { decodeModel, type ModelFile, ModelFileError } from '#learning/model-file'
import type { PreparedTrees } from '#learning/tree-shap'
import { prepareModel } from '../model.ts'

export interface ReadModel {
  readonly file: ModelFile
  readonly prepared: PreparedTrees
}

/** `problem`: the file cannot be used, and why. */
export type ReadNews = ReadModel | { readonly problem: string }

const read = (text: string): ReadNews => {
  try {
    const file = decodeModel(text)
    return { file, prepared: prepareModel(file) }
  } catch (error) {
    // The file is whole, but not for this version of the bank: to whoever asked that is the same.
    if (error instanceof ModelFileError || error instanceof RangeError) return { problem: error.message }
    throw error
  }
}

parentPort?.postMessage(read(workerData as string))
