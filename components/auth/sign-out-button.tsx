'use client'

import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

/** Ends this login session on the server, has the browser forget what it kept, and leaves the app. */
export function SignOutButton({ look = 'icon' }: { look?: 'icon' | 'bordered' }) {
  const t = useTranslations('nav')
  const [isPending, setIsPending] = useState(false)

  async function leave(): Promise<void> {
    setIsPending(true)
    const { signOut } = await import('next-auth/react')
    await signOut({ redirect: false }).catch(() => undefined)
    window.location.assign('/sign-in')
  }

  return (
    <Button
      look={look}
      aria-label={look === 'icon' ? t('signOut') : undefined}
      aria-busy={isPending || undefined}
      onClick={() => void leave()}
    >
      <LogOut className="ic s" aria-hidden="true" />
      {look === 'icon' ? null : t('signOut')}
    </Button>
  )
}
