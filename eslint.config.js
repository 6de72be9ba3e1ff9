import { createNodeResolver, importX } from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";

/** The rooms of the house, and which others each may import (README, "The map"). Itself is always allowed. */
const ROOMS = {
  domain: {
    may: ["lib"],
    because: "domain is true on paper: no clock, database, form or page. Pass what it needs as arguments.",
  },
  schemas: {
    may: ["domain", "lib"],
    because: "schemas turn untrusted text into values of domain. What they need from elsewhere is an argument.",
  },
  data: {
    may: ["domain", "lib"],
    because: "data stores and finds. Decisions live in domain, the order of things in services.",
  },
  services: {
    may: ["domain", "data", "integrations", "emails", "config", "lib"],
    because: "services serve one intent of one person and know no request, page or form. The route reads and shows.",
  },
  integrations: {
    may: ["domain", "config", "lib"],
    because: "integrations speak to the outside world. What to say is handed to them by a service.",
  },
  jobs: {
    may: ["services", "integrations", "domain", "lib"],
    because: "a job calls one service; what it does stands there, where a test and a route find it too.",
  },
  auth: {
    may: ["data", "domain", "config", "lib"],
    because: "auth says who somebody is and what they may do. Signing in and out are use cases in services.",
  },
  emails: {
    may: ["domain", "config", "lib"],
    because: "a mail is props in, subject and text out; it reads nothing and sends nothing.",
  },
  components: {
    may: ["domain", "lib", "config"],
    because: "a view is props in, markup out. The route loads, the view shows.",
  },
  routes: {
    may: ["services", "auth", "schemas", "components", "config", "lib", "domain", "data"],
    because: "a route is a doorplate: it asks a service. What two routes share lives in components or services.",
  },
  config: {
    may: ["lib", "domain"],
    because: "config is read by everybody and so reads nobody.",
  },
  lib: {
    may: [],
    because: "lib would make sense in another program: it knows nothing of ours.",
  },
  browser: {
    may: ["lib", "domain"],
    because: "this runs in the visitor's browser: server code would be shipped to it.",
  },
};

/** Types that travel without their room: what every service is given, and the open database that it came from. */
const TYPES_FOR_ALL = ["services/deps", "data/db\\.server"];

const pathTo = (room) =>
  room === "emails" ? "(?:~/\\.\\./|(?:\\.\\./)+)emails/" : `(?:~/|(?:\\.\\./)+(?:app/)?)${room}/`;

const zone = (room, { may, because }) => {
  const closed = Object.keys(ROOMS).filter((other) => other !== room && !may.includes(other));
  const ways = [...may, "itself"].join(", ");
  const exempt = TYPES_FOR_ALL.map((path) => `(?!.*${path}$)`).join("");
  const patterns = closed.map((other) => ({
    regex: `^${exempt}${pathTo(other)}`,
    message: `${room} does not import ${other}: ${because} (${room} may import: ${ways})`,
  }));
  if (room === "routes") {
    patterns.push({ regex: "^(?:~/|(?:\\.\\./)+)routes/|^\\./", message: "No route imports another route." });
  }
  if (room !== "data") {
    patterns.push(
      {
        regex: "^(?:@prisma/|pg$|pg/|pglite|@electric-sql/)",
        message: "Only data speaks to the database: put the query into a file of app/data.",
      },
      {
        regex: "data/generated",
        message: "Only data knows Prisma's types: let a function of app/data return a type of its own.",
      },
    );
  }
  return {
    name: `house/${room}`,
    files: room === "emails" ? ["emails/**"] : [`app/${room}/**`],
    rules: { "@typescript-eslint/no-restricted-imports": ["error", { patterns }] },
  };
};

const THE_CLOCK = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: "Take `now` as an argument: below the routes nobody looks at the clock, so that tests can set it.",
  },
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: "Take `now` as an argument: below the routes nobody looks at the clock, so that tests can set it.",
  },
];

export default tseslint.config(
  {
    ignores: [
      "node_modules/",
      "build/",
      "public/build/",
      "var/",
      "app/data/generated/",
      "test-results/",
      "playwright-report/",
      ".cache/",
    ],
  },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "error" } },
  {
    name: "house/all",
    files: ["**/*.{ts,tsx,js,mjs}"],
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"], location: "start" }],
    },
  },
  {
    name: "house/typescript",
    files: ["**/*.{ts,tsx}"],
    extends: [tseslint.configs.recommendedTypeChecked],
    plugins: { "import-x": importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      "import-x/ignore": ["node_modules", "/generated/"],
      "import-x/extensions": [".ts", ".tsx", ".js", ".mjs"],
      "import-x/resolver-next": [
        createNodeResolver({
          extensions: [".ts", ".tsx", ".mjs", ".js"],
          tsconfig: { configFile: `${import.meta.dirname}/tsconfig.json` },
        }),
      ],
    },
    rules: {
      "import-x/no-cycle": ["error", { ignoreExternal: true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-definitions": ["error", "type"],
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/switch-exhaustiveness-check": [
        "error",
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
    },
  },
  {
    name: "house/settings",
    files: ["app/**", "emails/**"],
    ignores: ["app/config/env.server.ts"],
    rules: {
      "no-restricted-properties": [
        "error",
        { object: "process", property: "env", message: "Settings are read once, in app/config/env.server.ts." },
      ],
    },
  },
  {
    name: "house/clock",
    files: ["domain", "schemas", "data", "services", "integrations", "auth", "components"]
      .map((room) => `app/${room}/**`)
      .concat("emails/**"),
    // The lock's age is a fact about the machine, not about the business.
    ignores: ["app/data/data-folder-lock.server.ts"],
    rules: { "no-restricted-syntax": ["error", ...THE_CLOCK] },
  },
  ...Object.entries(ROOMS).map(([room, rules]) => zone(room, rules)),
  {
    // Remix gives loader and action data, Express its locals, and matchers such as expect.any() themselves as `any`.
    name: "house/any-from-others",
    files: ["app/routes/**", "app/http/**", "app/root.tsx", "server.ts", "tests/**/*.{ts,tsx}"],
    rules: {
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-argument": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
      "@typescript-eslint/no-unsafe-return": "off",
    },
  },
  {
    // Vitest learns of provided values by merging into its interface; a type alias cannot merge.
    name: "house/vitest-merging",
    files: ["tests/support/database.ts", "app/remix.d.ts", "app/vite-env.d.ts"],
    rules: { "@typescript-eslint/consistent-type-definitions": "off" },
  },
);
