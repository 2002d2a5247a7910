/** With what a member proves that it is them, from the strongest to the weakest. */
export type StepUpMethod = 'passkey' | 'totp' | 'password'
