/** What is to be sent, where to. */
export type Webhook = { readonly url: string; readonly authorization: string; readonly body: string }
