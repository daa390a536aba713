import type { Case } from "../../graph/problems/example";

const shop = "meshwright:namespaces.shop";
const subsets = { v1: { version: "v1" }, v2: { version: "v2" } };
const delay = { fixed: "100ms", percent: 10 };
const slow = { service: "web", delay, until: "2027-01-31" };

/** What production must have whatever the case is about. */
const watched = { "stack/observability": { sampling: 5, jaeger: { retention: "48h" } } };

export const trafficCases: readonly Case[] = [
    {
        title: "nothing in an experiment that asks by header and has an end",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": {
                slow,
                broken: {
                    service: "web",
                    header: { name: "x-chaos-test", value: "abort" },
                    abort: { status: 503, percent: 5 },
                    callers: ["nightly"],
                    until: "2026-11-21",
                },
            },
        },
        codes: [],
        says: [],
    },
    {
        title: "weights that are not 100",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { weights: { v1: 90, v2: 1 } } },
        },
        codes: ["weights-sum"],
        says: [
            `${shop}.services.web.weights: v1 90 + v2 1 is 91; weights are per cent, make them 100 together`,
        ],
    },
    {
        title: "a weight alone",
        change: { "stack/namespaces/shop/services": { web: { weights: { v1: 50 } } } },
        codes: ["lone-weight"],
        says: [
            `${shop}.services.web.weights: one weight shares nothing; name every subset that takes part, such as { v1: 90, v2: 10 }, or remove it`,
        ],
    },
    {
        title: "a weight above 100",
        change: { "stack/namespaces/shop/services": { web: { weights: { v1: 110, v2: -10 } } } },
        codes: ["bad-weight", "bad-weight"],
        says: [
            `${shop}.services.web.weights.v1: must be a whole number from 0 to 100, got 110`,
            `${shop}.services.web.weights.v2: must be a whole number from 0 to 100, got -10`,
        ],
    },
    {
        title: "weights that are a word of their own",
        change: { "stack/namespaces/shop/services": { web: { weights: "flagger" } } },
        codes: ["wrong-word"],
        says: [
            `${shop}.services.web.weights: must be a map such as { v1: 90, v2: 10 }, or external, got "flagger"`,
        ],
    },
    {
        title: "copies of no request",
        change: {
            "shop/services/web/subsets": subsets,
            "stack/namespaces/shop/services": { web: { mirror: { subset: "v1", percent: 0 } } },
        },
        codes: ["bad-percent"],
        says: [`${shop}.services.web.mirror.percent: must be a whole number from 1 to 100, got 0`],
    },
    {
        title: "a version that no name can hold, and one that is too long for it",
        change: {
            "stack/namespaces/shop/workloads": {
                web: {
                    versions: {
                        "2.0": { image: "web:2.0" },
                        [`v${"2".repeat(60)}`]: { image: "web:2.0" },
                    },
                },
            },
        },
        codes: ["bad-name", "name-too-long"],
        says: [
            `${shop}.workloads.web.versions["2.0"]: "2.0" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
            `${shop}.workloads.web.versions.v${"2".repeat(60)}: its Deployment would be "web-v${"2".repeat(60)}", 65 characters long; shorten the version so that it has 63 or fewer`,
        ],
    },
    {
        title: "an experiment where none is allowed",
        change: { "stack/namespaces/shop/experiments": { slow } },
        codes: ["experiments-not-allowed"],
        says: [
            `${shop}.experiments.slow: this stack runs no experiments; write meshwright:experimentsAllowed: true, or remove it`,
        ],
    },
    {
        title: "experiments in production, allowed or not",
        change: {
            "stack/environment": "prod-eu",
            ...watched,
            "stack/experimentsAllowed": true,
        },
        codes: ["experiments-in-production"],
        says: [
            `meshwright:experimentsAllowed: faults reach whoever sends the header, so the environment "prod-eu" has none; remove it, and every experiment with it`,
        ],
    },
    {
        title: "an experiment in production",
        change: { "stack/environment": "live", ...watched, "stack/namespaces/shop/experiments": { slow } },
        codes: ["experiments-not-allowed"],
        says: [`${shop}.experiments.slow: the environment "live" runs no experiments; remove it`],
    },
    {
        title: "an experiment that is over",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": { slow: { ...slow, until: "2026-11-20" } },
        },
        codes: ["experiment-ended"],
        says: [
            `${shop}.experiments.slow.until: the experiment ended on 2026-11-20; remove it, or set a new date`,
        ],
    },
    {
        title: "the same outside the scope",
        change: {
            "stack/experimentsAllowed": true,
            "stack/scope": ["bank"],
            "stack/namespaces/shop/experiments": { slow: { ...slow, until: "2026-11-20" } },
        },
        codes: ["experiment-ended"],
        says: [
            `${shop}.experiments.slow.until: warning: the experiment ended on 2026-11-20; remove it, or set a new date`,
        ],
    },
    {
        title: "an experiment without a fault, a name or an end",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": { Slow: { service: "web" } },
        },
        codes: ["missing-key"],
        says: [`${shop}.experiments.Slow.until: missing; write a date such as 2027-01-31`],
    },
    {
        title: "an experiment that injects nothing",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": { slow: { service: "web", until: "2027-01-31" } },
        },
        codes: ["experiment-without-fault"],
        says: [`${shop}.experiments.slow: injects nothing; write delay or abort, or both`],
    },
    {
        title: "a header that could be no header, and an answer that is no failure",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": {
                slow: {
                    service: "web",
                    header: { name: "X-Chaos", value: "" },
                    abort: { status: 200, percent: 101 },
                    until: "2027-01-31",
                },
            },
        },
        codes: ["bad-header", "bad-header-value", "bad-status", "bad-percent"],
        says: [
            `${shop}.experiments.slow.header.name: "X-Chaos" is not a header name; write it in lower case, such as "x-session-id"`,
            `${shop}.experiments.slow.header.value: "" is not a value a header can have; use up to 256 printable ASCII characters, no space at either end`,
            `${shop}.experiments.slow.abort.status: must be a whole number from 400 to 599, got 200`,
            `${shop}.experiments.slow.abort.percent: must be a whole number from 1 to 100, got 101`,
        ],
    },
    {
        title: "an experiment on what has no proxy, no HTTP port, or does not exist",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": {
                a: { ...slow, service: "ledger" },
                b: { ...slow, service: "wbe" },
            },
        },
        codes: ["experiment-on-tcp", "unknown-service"],
        says: [
            `${shop}.experiments.a.service: a fault asked for by header needs an HTTP port, and "ledger" has none; remove it`,
            `${shop}.experiments.b.service: unknown service "wbe"; known: ledger, web`,
        ],
    },
    {
        title: "an experiment where no proxy is",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/bank": {
                stage: "off",
                experiments: { slow: { ...slow, service: "accounts" } },
            },
        },
        codes: ["experiment-without-proxy"],
        says: [
            "meshwright:namespaces.bank.experiments.slow: faults are injected by proxies and the namespace has none (stage off); raise the stage, or remove it",
        ],
    },
    {
        title: "a header that already chooses a version, and a caller that never calls",
        change: {
            "stack/experimentsAllowed": true,
            "shop/services/web/subsets": subsets,
            "shop/services/web/traffic/versions": [
                { name: "beta", headers: { "x-chaos-test": "beta" }, subset: "v1" },
            ],
            "stack/namespaces/shop/experiments": { slow: { ...slow, callers: ["bank/accounts"] } },
        },
        codes: ["experiment-header-taken", "experiment-caller"],
        says: [
            `${shop}.experiments.slow.header.name: "x-chaos-test" already chooses a version (traffic.versions "beta"), so such requests are no experiment; use another header`,
            `${shop}.experiments.slow.callers[0]: "bank/accounts" is not a declared caller of "web"; its callers: shop/nightly`,
        ],
    },
    {
        title: "two experiments with one header",
        change: {
            "stack/experimentsAllowed": true,
            "stack/namespaces/shop/experiments": { slow, slower: { ...slow, callers: ["nightly"] } },
        },
        codes: ["duplicate-experiment"],
        says: [
            `${shop}.experiments.slower.header: "slow" takes every request with x-chaos-test: true, so this one would never happen; give it a value of its own`,
        ],
    },
];
