import { isSetUp } from '@/lib/db'
import { findViewer } from './find-viewer'

/** Where this visitor belongs: inside, at the sign-in page, or, while the instance is nobody's, at its setup. */
export async function findEntry(): Promise<'/' | '/sign-in' | '/setup'> {
  if (await findViewer()) return '/'
  return (await isSetUp()) ? '/sign-in' : '/setup'
}
