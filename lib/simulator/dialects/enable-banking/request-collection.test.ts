import { expect, it } from 'vitest'
import { readPayment } from '../../payments/test-payment'
import { createClient, REDIRECT_URL } from '../../test-client'

/** "Starting payment" of the official request collection, to the letter. */
const STARTING_PAYMENT = `{
    "aspsp": {
        "name": "Nordea",
        "country": "FI"
    },
    "state": "b463a960-9616-4df6-909f-f80884190c22",
    "redirect_url": "https://google.com/",
    "psu_type": "personal",
    "payment_type": "SEPA",
    "payment_request": {
        "credit_transfer_transaction": [
            {
                "instructed_amount": {
                    "amount": "1.00",
                    "currency": "EUR"
                },
                "beneficiary": {
                    "creditor": {
                        "name": "Tester"
                    },
                    "creditor_account": {
                        "scheme_name": "IBAN",
                        "identification": "FI2112345600000785"
                    }
                },
                "remittance_information": [
                    "testing"
                ]
            }
        ]
    }
}`

it.each(['Saaristo Bank', 'Kataja Cooperative Bank', 'Koivu Cooperative Bank', 'Haapa Cooperative Bank'])(
  'the payment of the official collection is taken by %s, and can be fetched',
  async (name) => {
    const client = createClient()
    const example = JSON.parse(STARTING_PAYMENT) as Record<string, unknown>
    const started = await client.call('POST', '/payments', {
      body: { ...example, aspsp: { name, country: 'FI' }, redirect_url: REDIRECT_URL },
    })
    expect([started.status, started.body.status]).toEqual([200, 'RCVD'])
    expect(started.body.url).toMatch(/^http:\/\/localhost:3001\/pages\/pay\//)
    expect(await readPayment(client, started.body.payment_id)).toMatchObject({
      payment_type: 'SEPA',
      final_status: false,
      aspsp: { name, country: 'FI' },
      payment_details: example.payment_request,
    })
  },
)
