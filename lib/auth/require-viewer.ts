import { redirect } from 'next/navigation'
import type { Viewer } from '@/lib/households/viewer'
import { findEntry } from './entry'
import { findViewer } from './find-viewer'

/** The viewer of a page; anyone else is sent to sign in, or to set the instance up when nobody has. */
export async function requireViewer(): Promise<Viewer> {
  return (await findViewer()) ?? redirect(await findEntry())
}
