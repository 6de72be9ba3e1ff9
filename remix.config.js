/**
 * The single home of the Remix plugin's options; vite.config.ts imports them.
 * Single fetch and lazy route discovery stay off: they are the only ways to reach
 * CVE-2026-34077 and CVE-2026-42342 in this version (docs/decisions).
 * @type {import("@remix-run/dev").VitePluginConfig}
 */
export const remixConfig = {
  appDirectory: "app",
  buildDirectory: "build",
  serverModuleFormat: "esm",
  ignoredRouteFiles: ["**/.*"],
  future: {
    v3_fetcherPersist: true,
    v3_relativeSplatPath: true,
    v3_throwAbortReason: true,
    v3_routeConfig: false,
    v3_singleFetch: false,
    v3_lazyRouteDiscovery: false,
  },
};
