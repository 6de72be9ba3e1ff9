/** What a route says about its page: `export const handle: PageHandle = { scripts: true }`. */
export type PageHandle = {
  /** Ship React and hydrate. Without it a page is plain HTML with the little page script. */
  scripts?: boolean;
  /** Room for wide tables and calendars. */
  wide?: boolean;
};

export function readPageHandle(handle: unknown): PageHandle {
  if (typeof handle !== "object" || handle === null) return {};
  return {
    scripts: "scripts" in handle && handle.scripts === true,
    wide: "wide" in handle && handle.wide === true,
  };
}
