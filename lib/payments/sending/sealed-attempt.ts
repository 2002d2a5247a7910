/** Where the secrets of an attempt live: what the bank is asked about it with, and its page. */
export const handlePlace = (attemptId: string) => ({ table: 'payment_attempt', column: 'sealed_handle', rowId: attemptId })
export const urlPlace = (attemptId: string) => ({ table: 'payment_attempt', column: 'sealed_url', rowId: attemptId })
