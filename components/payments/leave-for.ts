/**
 * Another page takes this one's place. Ends only when the browser brings this page back as it was ("Back" from the bank), so that
 * the button stays busy until the other page is there and works again after it.
 */
export function leaveFor(url: string): Promise<void> {
  return new Promise((resolve) => {
    const comeBack = (event: PageTransitionEvent) => {
      if (!event.persisted) return
      window.removeEventListener('pageshow', comeBack)
      resolve()
    }
    window.addEventListener('pageshow', comeBack)
    window.location.assign(url)
  })
}
