import type { AppErrorCode, FieldErrors } from './errors'

/** What a server action answers: a value or a code, never a message. */
export type ActionResult<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: { readonly code: AppErrorCode; readonly fields?: FieldErrors } }
