import type { Case } from "../../graph/problems/example";

const reason = "the last pods are of a team that left";

export const removalCases: readonly Case[] = [
    {
        title: "nothing about revisions that were there once",
        change: { "stack/retired": ["1-29-9", "1-30-5-b"] },
        codes: [],
        says: [],
    },
    {
        title: "a retired revision that lives",
        change: { "stack/retired": ["1-31-1"] },
        codes: ["revision-retired"],
        says: [
            `meshwright:retired[0]: the revision "1-31-1" is also declared in meshwright:revisions; remove it here while it lives, and call a new one 1-31-1-<suffix>`,
        ],
    },
    {
        title: "a retired revision by its version",
        change: { "stack/retired": ["1-29-9", "1.30.5"] },
        codes: ["bad-name"],
        says: [
            `meshwright:retired[1]: "1.30.5" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a retired revision that says no version",
        change: { "stack/retired": ["canary"] },
        codes: ["retired-name"],
        says: [
            `meshwright:retired[0]: "canary" says no version, which Istio's CRDs must not fall behind; write the name the revision had, such as 1-29-9 or 1-29-9-<suffix>`,
        ],
    },
    {
        title: "a revision that was retired twice",
        change: { "stack/retired": ["1-29-9", "1-30-5", "1-29-9"] },
        codes: ["duplicate-item"],
        says: [`meshwright:retired[2]: "1-29-9" is there twice; remove one`],
    },
    {
        title: "a retired revision at its place in the file, whatever else could not be read",
        change: { "stack/retired": [7, "canary"] },
        codes: ["wrong-type", "retired-name"],
        says: [
            "meshwright:retired[0]: must be the name of a revision that was there once, got the number 7; put it in quotes if it is meant as text",
            `meshwright:retired[1]: "canary" says no version, which Istio's CRDs must not fall behind; write the name the revision had, such as 1-29-9 or 1-29-9-<suffix>`,
        ],
    },
    {
        title: "a tag with the name of a retired revision",
        change: { "stack/retired": ["1-29-9"], "stack/tags/1-29-9": "1-31-1" },
        codes: ["tag-named-as-revision"],
        says: [
            `meshwright:tags.1-29-9: "1-29-9" was a revision once, and a namespace label could not tell them apart; rename the tag`,
        ],
    },
    {
        title: "nothing about a removal with a reason, of what is there and of what has left",
        change: {
            "stack/removals": {
                "1-31-1": { reason, until: "2026-12-24" },
                canary: { reason, until: "2026-11-21" },
            },
        },
        codes: [],
        says: [],
    },
    {
        title: "a removal without a reason",
        change: { "stack/removals": { canary: { reason: " because  ", until: "2026-12-24" } } },
        codes: ["removal-without-reason"],
        says: [
            `meshwright:removals.canary.reason: "because" is no reason; say in a sentence why it may go although it is used`,
        ],
    },
    {
        title: "a removal that ended",
        change: { "stack/removals": { canary: { reason, until: "2026-11-20" } } },
        codes: ["removal-expired"],
        says: [
            "meshwright:removals.canary.until: the removal ended on 2026-11-20; remove it, or give a new date and reason",
        ],
    },
    {
        title: "a removal for years",
        change: { "stack/removals": { canary: { reason, until: "2028-01-01" } } },
        codes: ["removal-too-far"],
        says: [
            "meshwright:removals.canary.until: 2028-01-01 is 406 days away; a removal may last 180 days at most",
        ],
    },
    {
        title: "a removal of what has no such name, until no date",
        change: { "stack/removals": { "1.30.5": { reason, until: "Christmas" } } },
        codes: ["bad-date", "bad-name"],
        says: [
            `meshwright:removals["1.30.5"].until: "Christmas" is not a date; write YYYY-MM-DD, in quotes`,
            `meshwright:removals["1.30.5"]: "1.30.5" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
];
