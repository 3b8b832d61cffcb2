import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { Order } from '#wire/payments'
import { putPayment } from '#wire/payments'
import { call } from '../../../api/call.ts'
import { keepOrder } from '../../../api/kept-order.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { useRefreshMoney } from '../../../api/queries.ts'

/** Gives an order to the bank and goes on to what became of it. Trying again under a failed network never pays twice. */
export const useOrder = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (order: Order) => call(putPayment, { params: { id: idOf(order) }, body: order }),
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: async (payment, order) => {
      keepOrder(payment.id, order)
      await navigate({ to: '/payments/$id', params: { id: payment.id } })
      await refresh()
    },
  })
}
