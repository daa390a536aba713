import type { Case } from "./example";

const retried = { timeout: "10s", retries: { attempts: 3, perTryTimeout: "1s", on: ["5xx"] } };

export const arithmeticCases: readonly Case[] = [
    {
        title: "more tries than are advisable",
        change: {
            "shop/services/web/traffic": retried,
            "bank/services/accounts/traffic": retried,
            "stack/callBudget": { warnAbove: 12 },
        },
        codes: ["call-budget-high"],
        says: [
            "catalog/shop.yaml: calls[2]: warning: shop/nightly → shop/web (4×) → bank/accounts (4×) = 16 tries: when the last of them is down, that is what one request costs it; retry in fewer places, best only at the last hop",
        ],
    },
    {
        title: "more tries than are allowed",
        change: {
            "shop/services/web/traffic": retried,
            "bank/services/accounts/traffic": retried,
            "stack/callBudget": { warnAbove: 12, refuseAbove: 15 },
        },
        codes: ["call-budget-exceeded"],
        says: [
            "catalog/shop.yaml: calls[2]: shop/nightly → shop/web (4×) → bank/accounts (4×) = 16 tries, and 15 is the most this environment allows; retry in fewer places, best only at the last hop, or raise meshwright:callBudget.refuseAbove",
        ],
    },
    {
        title: "nothing about as many tries as are allowed",
        change: {
            "shop/services/web/traffic": retried,
            "bank/services/accounts/traffic": retried,
            "stack/callBudget": { warnAbove: 16, refuseAbove: 16 },
        },
        codes: [],
        says: [],
    },
    {
        title: "nothing about tries that repeat only what never arrived",
        change: {
            "shop/services/web/traffic/retries": { attempts: 3, on: ["connect-failure", "refused-stream"] },
            "bank/services/accounts/traffic": retried,
            "stack/callBudget": { warnAbove: 4 },
        },
        codes: [],
        says: [],
    },
    {
        title: "the gateway's tries as well",
        change: {
            "stack/gateways/a-gateway": { kind: "ingress" },
            "stack/publicHosts": { api: { hostname: "api.example.com", certificate: { secret: "own" } } },
            "stack/callBudget": { warnAbove: 8 },
            "shop/calls/0": { from: "nightly", external: "api.example.com" },
            "shop/routes": [
                {
                    publicHost: "api",
                    path: "/orders",
                    service: "web",
                    open: "a shop window",
                    rateLimits: [{ requests: 100, per: "minute" }],
                },
            ],
            "bank/services/accounts/traffic": retried,
        },
        codes: ["call-budget-high"],
        says: [
            "catalog/shop.yaml: calls[2]: warning: a-gateway → shop/web (3×) → bank/accounts (4×) = 12 tries: when the last of them is down, that is what one request costs it; retry in fewer places, best only at the last hop",
        ],
    },
    {
        title: "a circle in which failures are tried again",
        change: {
            "bank/calls": [{ from: "accounts", service: "shop/web", operations: ["buy"] }],
            "shop/services/web/accepts": [
                { from: "bank/accounts", operations: ["buy"] },
                { from: "nightly", operations: ["browse"] },
            ],
        },
        codes: ["retries-in-circle"],
        says: [
            "catalog/bank.yaml: calls[0]: warning: this call is tried 3 times on failure, and it is part of a circle of calls (bank/accounts, shop/web), where each time around multiplies that again; retry only what never arrived: on: [connect-failure, refused-stream], or break the circle",
        ],
    },
    {
        title: "a caller who waits longer than its own callers do",
        change: { "shop/services/web/traffic": { timeout: "3s", retries: { attempts: 0 } } },
        codes: ["caller-gives-up-first"],
        says: [
            `catalog/shop.yaml: calls[2].timeout: warning: "shop/web" waits up to 5s for "bank/accounts", but its own callers give up on it after 3s; set a timeout below that here, or raise that of "shop/web"`,
        ],
    },
    {
        title: "nothing about a caller that streams",
        change: { "shop/services/web/traffic": { timeout: "none", retries: { attempts: 0 } } },
        codes: [],
        says: [],
    },
    {
        title: "a patience that cuts the tries short",
        change: {
            "shop/calls/2/timeout": "3s",
            "bank/services/accounts/traffic": {
                timeout: "10s",
                retries: { attempts: 3, perTryTimeout: "2s", on: ["reset"] },
            },
        },
        codes: ["tries-cut-short"],
        says: [
            `catalog/shop.yaml: calls[2].timeout: warning: 4 tries of 2s at "bank/accounts" do not fit in 3s, only 1; raise it, or lower the retries there`,
        ],
    },
    {
        title: "a timeout that no answer can use",
        change: {
            "bank/services/accounts/traffic": {
                timeout: "60s",
                retries: { attempts: 1, perTryTimeout: "5s", on: ["connect-failure"] },
            },
        },
        codes: ["timeout-out-of-reach"],
        says: [
            "catalog/bank.yaml: services.accounts.traffic.retries.perTryTimeout: warning: a try ends after 5s, and none of its conditions (connect-failure) repeats one that was slow, so no answer ever gets the 60s of the timeout; remove perTryTimeout, or lower the timeout to 5s",
        ],
    },
];
