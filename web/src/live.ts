// "3 new – show": says that something came in, and fetches it only when asked,
// so that nothing moves under the cursor.

interface News {
  topic: string;
  new: number;
}

/** Watches for news while the page is in view. A hidden tab holds no connection. */
export function watch(note: HTMLElement): void {
  const address = note.dataset.live;
  const button = note.querySelector("button");
  if (!address || !button || !("EventSource" in window)) return;

  let source: EventSource | null = null;
  const counts = new Map<string, number>();

  const show = (): void => {
    const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
    if (total === 0) return;
    button.textContent = (note.dataset.text ?? "%d").replace("%d", String(total));
    note.hidden = false;
  };

  const open = (): void => {
    if (source) return;
    // A fresh stream counts again from what the page has shown.
    counts.clear();
    source = new EventSource(address);
    source.addEventListener("new", (event) => {
      const news = JSON.parse((event as MessageEvent<string>).data) as News;
      counts.set(news.topic, (counts.get(news.topic) ?? 0) + news.new);
      show();
    });
  };

  const close = (): void => {
    source?.close();
    source = null;
  };

  button.addEventListener("click", () => {
    const href = note.dataset.href;
    if (href) window.location.assign(href);
    else window.location.reload();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? close() : open()));
  window.addEventListener("pagehide", close);
  if (!document.hidden) open();
}
