import NextAuth from 'next-auth'
import type { NextRequest } from 'next/server'
import { env } from '@/lib/env'
import { nextAuthOptions } from './next-auth-options'
import { isSameOrigin } from './same-origin'

type Context = { params: Promise<{ nextauth: string[] }> }

/** What of next-auth is reachable; its own pages, its log and the rest are not. */
const OPEN: Record<string, readonly string[]> = {
  GET: ['csrf', 'providers', 'session'],
  POST: ['callback/credentials', 'callback/passkey', 'signout'],
}
const BODY_BYTES_MAX = 16_384

/** The door in front of next-auth: few paths, small bodies, and writes from our own pages only. */
export async function handleAuthRoute(request: NextRequest, context: Context): Promise<Response> {
  const { nextauth } = await context.params
  const path = nextauth.join('/')
  const isWrite = request.method === 'POST'
  if (!OPEN[request.method]?.includes(path)) return new Response(null, { status: 404 })
  if (isWrite && !isSameOrigin(request.headers, env().appUrl)) return refuse('forbidden_origin', 403)
  if (isWrite && !isSmall(request.headers)) return refuse('invalid_input', 413)

  const answer = (await NextAuth(request, context, nextAuthOptions())) as Response
  const response = new Response(answer.body, answer)
  response.headers.set('Cache-Control', 'private, no-store')
  if (path === 'signout') response.headers.set('Clear-Site-Data', '"cache", "storage"')
  return response
}

function refuse(code: string, status: number): Response {
  return Response.json({ error: { code } }, { status })
}

function isSmall(headers: Headers): boolean {
  const length = headers.get('content-length')
  return length !== null && /^\d{1,6}$/.test(length) && Number.parseInt(length, 10) <= BODY_BYTES_MAX
}
