import { expect } from "chai";
import { parse } from "yaml";
import { parseSettings } from "../../settings";
import { readStackFile } from "../../stackFile";

/** Where a stack file names an address, each with the credentials that somebody could write into it. */
const withCredentials: Readonly<Record<string, string>> = {
    "Jaeger's storage":
        "{ jaeger: { storage: { kind: opensearch, url: https://user:hunter2@search.example } } }",
    "remote write": "{ prometheus: { remoteWrite: { url: https://user:hunter2@metrics.example/write } } }",
    "Grafana's address": "{ links: { grafana: https://user:hunter2@grafana.example } }",
    "a Redis to be measured":
        "{ exporters: { redis: { redis: { secret: 'redis://:hunter2@redis.example' } } } }",
    "who is called at night":
        "{ alertmanager: { receivers: { pager: { kind: slack, channel: '#a', secret: 'https://hooks.example/T0/B0/hunter2' } } } }",
};

describe("a credential in a stack file", () => {
    for (const [what, yaml] of Object.entries(withCredentials)) {
        it(`is an error, because plain text is no place for it: ${what}`, () => {
            const stack = readStackFile("Pulumi.dev.yaml");
            const config = "problems" in stack ? {} : stack.config;
            const observability = { ...(config["observability"] as object), ...(parse(yaml) as object) };
            const read = parseSettings({ ...config, observability }, { today: "2026-11-29" });
            const problems = read.ok ? [] : read.problems.map(({ path, message }) => `${path}: ${message}`);
            expect(problems.join("\n")).to.match(/^meshwright:observability\./);
        });
    }
});
