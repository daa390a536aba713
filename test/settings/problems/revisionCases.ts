import { type Case, gone } from "../../graph/problems/example";

export const revisionCases: readonly Case[] = [
    {
        title: "no revisions key",
        change: { "stack/revisions": gone, "stack/tags": { default: "x", stable: "x" } },
        codes: ["missing-key"],
        says: ["meshwright:revisions: missing; write a map such as { 1-31-1: { version: 1.31.1 } }"],
    },
    {
        title: "no revision",
        change: { "stack/revisions": {} },
        codes: ["empty"],
        says: ["meshwright:revisions: is empty; write one, such as { 1-31-1: { version: 1.31.1 } }"],
    },
    {
        title: "a revision that does not say its version",
        change: {
            "stack/revisions": { "1-31-2": { version: "1.31.1" } },
            "stack/tags": { default: "1-31-2", stable: "1-31-2" },
        },
        codes: ["revision-name"],
        says: [
            `meshwright:revisions.1-31-2: the name "1-31-2" does not say its version 1.31.1; name it 1-31-1, or 1-31-1-<suffix>`,
        ],
    },
    {
        title: "a revision with capitals",
        change: {
            "stack/revisions": { "1-31-1-A": { version: "1.31.1" } },
            "stack/tags": { default: "1-31-1-A", stable: "1-31-1-A" },
        },
        codes: ["bad-name"],
        says: [
            `meshwright:revisions.1-31-1-A: "1-31-1-A" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
    {
        title: "a version that floats",
        change: { "stack/revisions/1-31-1/version": "1.31" },
        codes: ["bad-version"],
        says: [
            `meshwright:revisions.1-31-1.version: "1.31" is not an exact release; write major.minor.patch, such as "1.31.1"`,
        ],
    },
    {
        title: "a version without quotes",
        change: { "stack/revisions/1-31-1/version": 1.31 },
        codes: ["wrong-type"],
        says: [
            "meshwright:revisions.1-31-1.version: must be a version such as 1.31.1, got the number 1.31; put it in quotes if it is meant as text",
        ],
    },
    {
        title: "a version below the security floor",
        change: {
            "stack/revisions": { "1-31-0": { version: "1.31.0" } },
            "stack/tags": { default: "1-31-0", stable: "1-31-0" },
        },
        codes: ["istio-security-floor"],
        says: [
            "meshwright:revisions.1-31-0.version: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31",
        ],
    },
    {
        title: "the same with an exception",
        change: {
            "stack/revisions": { "1-31-0": { version: "1.31.0" } },
            "stack/tags": { default: "1-31-0", stable: "1-31-0" },
            "stack/exceptions": [
                {
                    rule: "istio-security-floor",
                    reason: "the newest that can be built here",
                    until: "2027-01-31",
                },
            ],
        },
        codes: ["istio-security-floor-excepted"],
        says: [
            "meshwright:revisions.1-31-0.version: warning: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31 (excepted until 2027-01-31: the newest that can be built here)",
        ],
    },
    {
        title: "a version past its end of life",
        change: {
            "stack/revisions": { "1-29-9": { version: "1.29.9" } },
            "stack/tags": { default: "1-29-9", stable: "1-29-9" },
        },
        codes: ["istio-end-of-life"],
        says: [
            "meshwright:revisions.1-29-9.version: Istio 1.29 gets no fixes since 2026-10-15; move to 1.31.1",
        ],
    },
    {
        title: "a minor nobody knows",
        change: {
            "stack/revisions": { "1-28-3": { version: "1.28.3" } },
            "stack/tags": { default: "1-28-3", stable: "1-28-3" },
        },
        codes: ["istio-unknown-minor"],
        says: [
            "meshwright:revisions.1-28-3.version: Istio 1.28.3 is not supported here; supported: 1.29 (from 1.29.9), 1.30 (from 1.30.5), 1.31 (from 1.31.1)",
        ],
    },
    {
        title: "an exception nothing needs",
        change: {
            "stack/exceptions": [
                { rule: "istio-security-floor", reason: "we may need it one day", until: "2027-01-31" },
            ],
        },
        codes: ["exception-unused"],
        says: [
            `meshwright:exceptions[0]: warning: no revision breaks "istio-security-floor"; remove the exception`,
        ],
    },
    {
        title: "an exception without a reason",
        change: {
            "stack/revisions": { "1-31-0": { version: "1.31.0" } },
            "stack/tags": { default: "1-31-0", stable: "1-31-0" },
            "stack/exceptions": [{ rule: "istio-security-floor", reason: "later", until: "2027-01-31" }],
        },
        codes: ["exception-without-reason", "istio-security-floor-excepted"],
        says: [
            `meshwright:exceptions[0].reason: "later" is no reason; say in a sentence why the rule cannot be kept yet`,
            "meshwright:revisions.1-31-0.version: warning: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31 (excepted until 2027-01-31: later)",
        ],
    },
    {
        title: "an exception that ended",
        change: {
            "stack/exceptions": [
                { rule: "istio-security-floor", reason: "the newest that can be built", until: "2026-11-20" },
            ],
        },
        codes: ["exception-expired"],
        says: [
            "meshwright:exceptions[0].until: the exception ended on 2026-11-20; keep the rule, or give a new date and reason",
        ],
    },
    {
        title: "an exception for years",
        change: {
            "stack/revisions": { "1-31-0": { version: "1.31.0" } },
            "stack/tags": { default: "1-31-0", stable: "1-31-0" },
            "stack/exceptions": [
                { rule: "istio-security-floor", reason: "the newest that can be built", until: "2028-01-01" },
            ],
        },
        codes: ["exception-too-far", "istio-security-floor-excepted"],
        says: [
            "meshwright:exceptions[0].until: 2028-01-01 is 406 days away; an exception may last 180 days at most",
            "meshwright:revisions.1-31-0.version: warning: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31 (excepted until 2028-01-01: the newest that can be built)",
        ],
    },
    {
        title: "an exception until no date",
        change: {
            "stack/exceptions": [
                { rule: "istio-security-floor", reason: "the newest that can be built", until: "2027-02-30" },
            ],
        },
        codes: ["bad-date"],
        says: [`meshwright:exceptions[0].until: "2027-02-30" is not a date; write YYYY-MM-DD, in quotes`],
    },
    {
        title: "an exception from an unknown rule",
        change: {
            "stack/exceptions": [
                { rule: "istio-version", reason: "the newest that can be built", until: "2027-01-30" },
            ],
        },
        codes: ["wrong-word"],
        says: [
            `meshwright:exceptions[0].rule: must be one of istio-security-floor, istio-end-of-life, istio-kubernetes, revision-count, revision-skew, got "istio-version"`,
        ],
    },
    {
        title: "two exceptions from one rule",
        change: {
            "stack/exceptions": [
                { rule: "istio-security-floor", reason: "the newest that can be built", until: "2027-01-30" },
                { rule: "istio-security-floor", reason: "the newest that can be built", until: "2027-01-30" },
            ],
            "stack/revisions": { "1-31-0": { version: "1.31.0" } },
            "stack/tags": { default: "1-31-0", stable: "1-31-0" },
        },
        codes: ["exception-duplicate", "istio-security-floor-excepted"],
        says: [
            `meshwright:exceptions[1].rule: there is already an exception from "istio-security-floor"; keep one`,
            "meshwright:revisions.1-31-0.version: warning: Istio 1.31.0 has known vulnerabilities; use 1.31.1 or a later 1.31 (excepted until 2027-01-30: the newest that can be built)",
        ],
    },
    {
        title: "no default tag",
        change: { "stack/tags/default": gone },
        codes: ["default-tag-missing"],
        says: [
            `meshwright:tags.default: missing; the tag "default" serves what names no tag, so point it to a revision`,
        ],
    },
    {
        title: "a tag to an unknown revision",
        change: { "stack/tags/stable": "1-31-0" },
        codes: ["unknown-revision"],
        says: [`meshwright:tags.stable: unknown revision "1-31-0" (did you mean "1-31-1"?); known: 1-31-1`],
    },
    {
        title: "a tag with a revision's name",
        change: { "stack/tags/1-31-1": "1-31-1" },
        codes: ["tag-named-as-revision"],
        says: [
            `meshwright:tags.1-31-1: "1-31-1" is also a revision, and a namespace label could not tell them apart; rename the tag`,
        ],
    },
    {
        title: "a tag with an underscore",
        change: { "stack/tags/pre_view": "1-31-1" },
        codes: ["bad-name"],
        says: [
            `meshwright:tags.pre_view: "pre_view" is not a DNS-1123 name; use lower-case letters, digits and "-", starting and ending with a letter or digit`,
        ],
    },
];
