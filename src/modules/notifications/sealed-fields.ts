/** Every column of this module whose values are sealed, and that by which one is found; the rotation of keys goes through them. */
import type { HashedField, SealedField } from '#platform/sealing'

export const vapidKey: SealedField = {
  table: 'notifications.vapid_key',
  column: 'private_key_sealed',
  key: 'id',
  keyType: 'text',
}

export const pushAddress: SealedField = {
  table: 'notifications.push_subscription',
  column: 'subscription_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const webhookKey: SealedField = {
  table: 'notifications.webhook_endpoint',
  column: 'private_key_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const webhookSecret: SealedField = {
  table: 'notifications.webhook_secret',
  column: 'secret_sealed',
  key: 'id',
  keyType: 'uuid',
}

export const sealedFields: readonly SealedField[] = [vapidKey, pushAddress, webhookKey, webhookSecret]

export const hashedFields: readonly HashedField[] = [
  {
    from: pushAddress,
    column: 'endpoint_hash',
    name: 'push endpoint',
    normal: (subscription) => JSON.parse(subscription).endpoint,
  },
]
