/** Shadow scores of models that are retired serve nobody any more. */
import type { Query } from '#platform/database'

// Each statement is short, so that whoever writes scores does not wait.
const atOnce = 5_000

/** Deletes them in small steps; answers how many there were. */
export const forgetShadowScores = async (db: Query): Promise<number> => {
  let forgotten = 0
  while (true) {
    const rows = await db.query(
      `delete from fraud.shadow_score where ctid = any (array(
         select shadow_score.ctid from fraud.shadow_score join fraud.model on model.version = shadow_score.model
         where model.state = 'retired' limit ${atOnce})) returning 1`,
    )
    forgotten += rows.length
    if (rows.length < atOnce) return forgotten
  }
}
