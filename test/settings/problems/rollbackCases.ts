import type { Case } from "../../graph/problems/example";

const reason = "proxies of 1.31.1 lose connections";
const rollback = { to: "uninjected", reason, until: "2026-12-05" };

export const rollbackCases: readonly Case[] = [
    {
        title: "a rollback that keeps the proxies, each time",
        change: { "stack/rollback": { ...rollback, to: "observed" } },
        codes: ["rolled-back"],
        says: [
            "meshwright:rollback: warning: proxies run and refuse nothing, until 2026-12-05 (14 days left): proxies of 1.31.1 lose connections",
        ],
    },
    {
        title: "a rollback without new proxies, each time",
        change: { "stack/rollback": rollback },
        codes: ["rolled-back"],
        says: [
            "meshwright:rollback: warning: no pod that starts gets a proxy, and those that still run refuse nothing, until 2026-12-05 (14 days left): proxies of 1.31.1 lose connections",
        ],
    },
    {
        title: "an emergency on its last day",
        change: { "stack/rollback": { ...rollback, to: "unmeshed", until: "2026-11-21" } },
        codes: ["rolled-back"],
        says: [
            "meshwright:rollback: warning: there is no Istio, until 2026-11-21 (today is its last day): proxies of 1.31.1 lose connections",
        ],
    },
    {
        title: "a rollback that ended",
        change: { "stack/rollback": { ...rollback, until: "2026-11-20" } },
        codes: ["rollback-expired"],
        says: [
            "meshwright:rollback.until: the rollback ended on 2026-11-20; remove it, which is the way forward, or give a new date and reason",
        ],
    },
    {
        title: "a rollback for years",
        change: { "stack/rollback": { ...rollback, until: "2028-01-01" } },
        codes: ["rollback-too-far"],
        says: [
            "meshwright:rollback.until: 2028-01-01 is 406 days away; a rollback may last 180 days at most",
        ],
    },
    {
        title: "a rollback without a reason",
        change: { "stack/rollback": { ...rollback, reason: "trouble" } },
        codes: ["rollback-without-reason"],
        says: [
            `meshwright:rollback.reason: "trouble" is no reason; say in a sentence why the mesh is taken back`,
        ],
    },
    {
        title: "a rollback to nowhere",
        change: { "stack/rollback": { ...rollback, to: "unmesh" } },
        codes: ["wrong-word"],
        says: [
            `meshwright:rollback.to: must be one of observed, uninjected, unmeshed, got "unmesh" (did you mean "unmeshed"?)`,
        ],
    },
    {
        title: "a rollback until no date",
        change: { "stack/rollback": { ...rollback, until: "next week" } },
        codes: ["bad-date"],
        says: [`meshwright:rollback.until: "next week" is not a date; write YYYY-MM-DD, in quotes`],
    },
    {
        title: "a rollback that says nothing but how far",
        change: { "stack/rollback": { to: "unmeshed" } },
        codes: ["missing-key", "missing-key"],
        says: [
            "meshwright:rollback.reason: missing; write the reason",
            "meshwright:rollback.until: missing; write a date such as 2027-01-31",
        ],
    },
];
