import { putEvidence } from '#wire/payments'
import { bodyOf } from './call.ts'
import { newId } from './new-id.ts'
import { pageToken } from './page-token.ts'
import { problemOf, unreachable } from './problem.ts'

/** Brings a file to a dispute, as it is. Throws what the bank refuses, or that it could not be reached. */
export const sendEvidence = async (dispute: string, file: File): Promise<void> => {
  const path = putEvidence.path.replace('{id}', dispute).replace('{evidence}', newId())
  const name = [...file.name].slice(-80).join('') || 'file'
  const response = await fetch(`${path}?${new URLSearchParams({ name })}`, {
    method: putEvidence.method,
    headers: { 'content-type': file.type, 'x-bankserver': pageToken() },
    body: file,
    credentials: 'same-origin',
  }).catch(() => {
    throw unreachable()
  })
  if (!response.ok) throw problemOf(response.status, await bodyOf(response))
}

/** Where a file of a dispute is read. */
export const evidencePath = (of: 'disputes' | 'dispute-cases', dispute: string, id: string): string =>
  `/v1/${of}/${dispute}/evidence/${id}`
