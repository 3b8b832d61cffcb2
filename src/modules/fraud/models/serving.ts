/** The models that this process serves: the registry's champion, and others by version for what they once decided. */
import { type ModelFile, ModelFileError } from '#learning/model-file'
import type { PreparedTrees } from '#learning/tree-shap'
import type { Database } from '#platform/database'
import { type FraudModel, serveModel } from '../model.ts'
import { readModelInThread } from './read-in-thread.ts'

/** Why a model of the registry is not served. */
export interface Trouble {
  readonly version: string
  readonly problem: string
}

export interface Serving {
  /** The model that decides now. */
  champion(): FraudModel
  /** Asks the registry who the champion is, and serves that one from the answer on. */
  refresh(): Promise<void>
  /** A model of the registry; null where there is none. Throws a ModelFileError where its file cannot be used. */
  ofVersion(version: string): Promise<FraudModel | null>
  /** A champion that this process could not take over; the one before goes on. */
  trouble(): Trouble | null
}

/** A model is a few megabytes; these many old ones stay ready for whoever looks at old decisions. */
const mostKept = 8

/** How a file becomes a model that scores, with what was prepared of it. Throws a RangeError where it cannot. */
export type Serve = (file: ModelFile, prepared: PreparedTrees) => FraudModel

const serveText = async (serve: Serve, text: string, version: string): Promise<FraudModel> => {
  const { file, prepared } = await readModelInThread(text)
  const model = serve(file, prepared)
  if (model.version !== version)
    throw new ModelFileError(`The file registered as ${version} holds another model, ${model.version}.`)
  return model
}

/** `first` serves until the registry names another; `onTrouble` is told once of each champion that cannot be served. */
export const createServing = (
  db: Database,
  first: FraudModel,
  onTrouble: (error: unknown) => void,
  serveFile: Serve = serveModel,
): Serving => {
  const kept = new Map<string, Promise<FraudModel | null>>([[first.version, Promise.resolve(first)]])
  let champion = first
  let trouble: Trouble | null = null

  const load = async (version: string): Promise<FraudModel | null> => {
    const [row] = await db.query<{ file: string }>('select file from fraud.model where version = $1', [version])
    return row ? serveText(serveFile, row.file, version) : null
  }

  const forgetOne = () => {
    for (const version of kept.keys())
      if (version !== champion.version && version !== first.version) return void kept.delete(version)
  }

  const ofVersion = (version: string): Promise<FraudModel | null> => {
    const known = kept.get(version)
    if (known) return known
    const loading = load(version)
    kept.set(version, loading)
    loading.then(
      (model) => model ?? kept.delete(version),
      () => kept.delete(version),
    )
    if (kept.size > mostKept) forgetOne()
    return loading
  }

  const serve = async (version: string) => {
    try {
      champion = (await ofVersion(version)) ?? champion
      trouble = null
    } catch (error) {
      // A damaged file must not stop payments: whoever decided so far goes on, and staff are told.
      if (!(error instanceof ModelFileError)) throw error
      trouble = { version, problem: error.message }
      onTrouble(error)
    }
  }

  return {
    champion: () => champion,
    ofVersion,
    trouble: () => trouble,
    refresh: async () => {
      const [row] = await db.query<{ version: string }>(`select version from fraud.model where state = 'champion'`)
      if (row?.version === champion.version) trouble = null
      else if (row && row.version !== trouble?.version) await serve(row.version)
    },
  }
}
