import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { openHall, secret } from '../test-hall.ts'

test('a hall is furnished once, however often it is asked for, and its owner gets in by passkey and secret', async () => {
  await using hall = await openHall()
  const { bank, ada, tellers } = hall
  const ids = Array.from({ length: 7 }, () => bank.newId())
  const ago = (days: number) => new Date(bank.clock().getTime() - days * dayMs)
  const furnished = {
    branch: 'Mylapore',
    kiosk: { id: ids[0], name: 'Locker hall' },
    boxes: [
      { id: ids[1], number: '214' },
      { id: ids[2], number: '215' },
    ],
    owner: { id: ids[3], person: ada.id, secret },
    visit: { id: ids[4], opening: ids[5], at: ago(3) },
    alarm: { id: ids[6], at: ago(1), note: 'A cable was loose.' },
    by: tellers[0].id,
    at: ago(30),
  }
  await bank.locker.furnish(furnished)
  await bank.locker.furnish(furnished)
  await hall.watch()
  const board = await hall.good(tellers[0], 'GET', '/v1/locker/board')
  assert.deepEqual([board.boxes.length, board.kiosks[0].state, board.ringing.length], [2, 'new', 0])
  const { items } = await hall.good(tellers[0], 'GET', '/v1/locker/visits')
  assert.deepEqual([items.length, items[0].state, items[0].who.name, items[0].by], [1, 'closed', 'Ada', 'passkey'])
  assert.equal((await hall.good(tellers[0], 'GET', `/v1/locker/visits/${ids[4]}`)).steps.length, 5)
  assert.deepEqual(
    (await hall.alarms()).map(({ state }: { state: string }) => state),
    ['over'],
  )
  const [box] = (await hall.mine(ada)).boxes
  assert.deepEqual([box.number, box.as, box.hasSecret], ['214', 'owner', true])
})
