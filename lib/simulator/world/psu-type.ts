/** Whom a bank serves: people or firms. */
export type PsuType = 'personal' | 'business'
