import { readFileSync } from "node:fs";
import { join } from "node:path";
import { main } from "@pulumi/pulumi/provider";
import type { PackageSpec } from "@pulumi/pulumi/provider/experimental/schema";
import * as api from "../index";
import { componentHost } from "./componentHost";

// `npm run schema` makes it of the components' types, and a test holds that it is up to date.
const schema = JSON.parse(readFileSync(join(__dirname, "..", "schema.json"), "utf8")) as PackageSpec;

void main(componentHost(schema, api), process.argv.slice(2));
