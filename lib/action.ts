import { headers } from 'next/headers'
import { z } from 'zod'
import { findViewer } from '@/lib/auth/find-viewer'
import { recordDenial } from '@/lib/auth/record-denial'
import { getRequestContext, type RequestContext } from '@/lib/auth/request-context'
import { isSameOrigin } from '@/lib/auth/same-origin'
import { AppError } from '@/lib/core/errors'
import type { ActionResult } from '@/lib/core/result'
import { env } from '@/lib/env'
import { mayDo, type Permission, type Viewer } from '@/lib/households/viewer'

/** A server action: called with its input, or by React as a form's action with the previous answer and the form's data. */
export type Action<Input, Data> = {
  (input: Input): Promise<ActionResult<Data>>
  (previous: ActionResult<Data> | null, form: FormData): Promise<ActionResult<Data>>
}

/**
 * The door for writes of a signed-in person, checked in this order: our own origin, who asks, what their role allows, the
 * input's form. A refusal is an answer; everything else is thrown and stays on the server.
 */
export function authedAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  { permission }: { permission: Permission },
  run: (viewer: Viewer, input: z.output<Schema>, request: RequestContext) => Promise<Data>,
): Action<z.input<Schema>, Data> {
  return (...received: unknown[]) =>
    answer(async () => {
      await requireOwnOrigin()
      const viewer = await findViewer()
      if (!viewer) throw new AppError('unauthenticated')
      if (!mayDo(viewer, permission)) {
        await recordDenial(viewer, permission)
        throw new AppError('not_allowed')
      }
      return run(viewer, parseInput(schema, received), await getRequestContext())
    })
}

/** The door for the few writes of people who are nobody yet: setting up, accepting an invitation. */
export function publicAction<Schema extends z.ZodType, Data>(
  schema: Schema,
  run: (input: z.output<Schema>, request: RequestContext) => Promise<Data>,
): Action<z.input<Schema>, Data> {
  return (...received: unknown[]) =>
    answer(async () => {
      await requireOwnOrigin()
      return run(parseInput(schema, received), await getRequestContext())
    })
}

async function answer<Data>(work: () => Promise<Data>): Promise<ActionResult<Data>> {
  try {
    return { ok: true, data: await work() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    const { code, fields } = error
    return { ok: false, error: fields ? { code, fields } : { code } }
  }
}

async function requireOwnOrigin(): Promise<void> {
  if (!isSameOrigin(await headers(), env().appUrl)) throw new AppError('forbidden_origin')
}

/** The input is the last thing received: React puts the previous answer before a form's data. Unknown keys are refused. */
function parseInput<Schema extends z.ZodType>(schema: Schema, received: readonly unknown[]): z.output<Schema> {
  const last = received.at(-1)
  const strict = schema instanceof z.ZodObject ? schema.strict() : schema
  const parsed = strict.safeParse(last instanceof FormData ? readForm(last) : last, { error: codeOfIssue })
  if (parsed.success) return parsed.data as z.output<Schema>
  throw new AppError('invalid_input', 'input refused', fieldCodes(parsed.error))
}

/** One value per name; a name sent twice becomes a list, which a schema of one value refuses. React's own fields are left out. */
function readForm(form: FormData): Record<string, unknown> {
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith('$ACTION'))
  return Object.fromEntries(names.map((name) => [name, form.getAll(name).length > 1 ? form.getAll(name) : form.get(name)]))
}

/** Field → code; words are the page's. A schema's own message is such a code already. */
function fieldCodes(error: z.ZodError): Record<string, string> {
  return Object.fromEntries([...error.issues].reverse().map((issue) => [issue.path.join('.'), issue.message]))
}

function codeOfIssue(issue: { code?: string; input?: unknown }): string {
  if (issue.input === undefined || issue.input === '') return 'required'
  if (issue.code === 'too_small') return 'too_short'
  if (issue.code === 'too_big') return 'too_long'
  return 'invalid'
}
