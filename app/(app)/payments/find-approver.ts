import { listMembers } from '@/lib/households/members'
import { mayDo, type Viewer } from '@/lib/households/viewer'

/** The name of the one other member who could approve what the viewer pays; null when there are several, or none. */
export async function findApprover(viewer: Viewer): Promise<string | null> {
  const others = (await listMembers(viewer)).filter((member) => !member.isYou && !member.isDemo && mayDo(member, 'pay'))
  return others.length === 1 ? others[0]!.name : null
}
