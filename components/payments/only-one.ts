/** Does one piece of work at a time: what is asked for meanwhile is dropped, also before the page could show that it is busy. */
export function onlyOne(): (work: () => Promise<void>) => Promise<void> {
  let isBusy = false
  return async (work) => {
    if (isBusy) return
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
    }
  }
}
