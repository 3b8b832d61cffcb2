import { queryOptions, useQuery } from '@tanstack/react-query'
import { customerPhones } from '#wire/identity'
import { call } from '../../../api/call.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useCustomerWords } from './customer-words.ts'

const phonesQuery = (id: string) =>
  queryOptions({
    queryKey: ['phones', id],
    queryFn: async ({ signal }) => (await call(customerPhones, { params: { id }, signal })).items,
  })

/** The numbers of a customer, those of before too: whoever holds the new one may not be the customer. */
export const Phones = ({ customer }: { customer: string }) => {
  const say = useCustomerWords()
  const { data: phones, error, refetch } = useQuery(phonesQuery(customer))
  return (
    <Part title={say('phones')}>
      {!phones && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={1} />)}
      {phones?.length === 0 && <p className={table.note}>{say('phoneNone')}</p>}
      {phones && phones.length > 0 && (
        <table className={table.table}>
          <caption className="vh">{say('phones')}</caption>
          <tbody>
            {phones.map(({ number, setAt, until }) => (
              <tr key={setAt}>
                <th scope="row" className={table.lead}>
                  {number ?? say('phoneTaken')}
                </th>
                <td className={table.end}>
                  {say(until ? 'phoneBefore' : 'phoneNow')} <Moment at={setAt} width="long" />
                  {until && (
                    <>
                      {' – '}
                      <Moment at={until} width="long" />
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
