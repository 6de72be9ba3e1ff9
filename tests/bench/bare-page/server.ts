// The bare Remix page in production mode.
import { fileURLToPath } from "node:url";
import compression from "compression";
import { createRequestHandler } from "@remix-run/express";
import express from "express";

const built = new URL("../../../build/bare-page/", import.meta.url);
const app = express();
app.disable("x-powered-by");
app.use(compression());
app.use("/assets", express.static(fileURLToPath(new URL("client/assets", built))));
const answer = createRequestHandler({ build: await import(new URL("server/index.js", built).href) });
app.all("*", (req, res, next) => void answer(req, res, next));
app.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("The bare page listens"));
