import { type Case, gone } from "./example";

export const callCases: readonly Case[] = [
    {
        title: "a call from an unknown workload",
        change: { "shop/calls/0/from": "nightl" },
        codes: ["unknown-workload"],
        says: [
            `catalog/shop.yaml: calls[0].from: unknown workload "nightl" (did you mean "nightly"?); known: ledger, nightly, web`,
        ],
    },
    {
        title: "a call from another namespace's workload",
        change: { "shop/calls/0/from": "bank/accounts" },
        codes: ["foreign-caller"],
        says: [
            `catalog/shop.yaml: calls[0].from: "bank/accounts" is a workload of another namespace; declare its calls in the file of that namespace`,
        ],
    },
    {
        title: "a call to an unknown service",
        change: { "shop/calls/1/service": "leger", "shop/services/ledger/accepts": [] },
        codes: ["unknown-service"],
        says: [
            `catalog/shop.yaml: calls[1].service: unknown service "leger" (did you mean "ledger"?); known: ledger, web`,
        ],
    },
    {
        title: "a call to an unknown namespace",
        change: { "shop/calls/2/service": "bnk/accounts", "bank/services/accounts/accepts": [] },
        codes: ["unknown-namespace"],
        says: [
            `catalog/shop.yaml: calls[2].service: unknown namespace "bnk" (did you mean "bank"?); known: bank, shop`,
        ],
    },
    {
        title: "a call to nothing sensible",
        change: { "shop/calls/2/service": "a/b/c", "bank/services/accounts/accepts": [] },
        codes: ["bad-reference"],
        says: [
            `catalog/shop.yaml: calls[2].service: "a/b/c" is not a reference; write "namespace/service", or "service" of the same namespace`,
        ],
    },
    {
        title: "a call to a URL-like name",
        change: { "shop/calls/2/service": "/accounts", "bank/services/accounts/accepts": [] },
        codes: ["bad-reference"],
        says: [
            `catalog/shop.yaml: calls[2].service: "/accounts" is not a reference; write "namespace/service", or "service" of the same namespace`,
        ],
    },
    {
        title: "a call to an unknown operation",
        change: { "shop/calls/2/operations": ["red"], "bank/services/accounts/accepts/0/operations": gone },
        codes: ["unknown-operation"],
        says: [
            `catalog/shop.yaml: calls[2].operations[0]: unknown operation "red" (did you mean "read"?); known: read, transfer`,
        ],
    },
    {
        title: "a call to an unknown store",
        change: { "shop/calls/3/store": "cahe", "shop/stores": gone, "stack/stores": {} },
        codes: ["unknown-store"],
        says: [`catalog/shop.yaml: calls[3].store: unknown store "cahe"; none is declared`],
    },
    {
        title: "a call to an undeclared external host",
        change: { "shop/calls/4/external": "app.example.com", "shop/externals": gone },
        codes: ["unknown-external"],
        says: [
            `catalog/shop.yaml: calls[4].external: unknown external host "app.example.com"; none is declared`,
        ],
    },
    {
        title: "a call to an address",
        change: { "shop/calls/4/external": "192.0.2.7", "shop/externals": gone },
        codes: ["address-as-host"],
        says: [
            `catalog/shop.yaml: calls[4].external: "192.0.2.7" is an address; name the host, its certificate and its DNS record are what is checked`,
        ],
    },
    {
        title: "a call to nothing",
        change: { "shop/calls/4": { from: "web" }, "shop/externals": gone },
        codes: ["call-target"],
        says: [
            "catalog/shop.yaml: calls[4]: names nothing that is called; write one of service, store or external",
        ],
    },
    {
        title: "a call to two things",
        change: { "shop/calls/3/external": "api.example.com" },
        codes: ["call-target"],
        says: [
            "catalog/shop.yaml: calls[3]: names store and external; write one of service, store or external",
        ],
    },
    {
        title: "operations of a store",
        change: { "shop/calls/3/operations": ["get"] },
        codes: ["operations-elsewhere"],
        says: [
            "catalog/shop.yaml: calls[3].operations: only a call to a service has operations, this one goes to a store; remove it",
        ],
    },
    {
        title: "a timeout for an external host",
        change: { "shop/calls/4/timeout": "3s" },
        codes: ["timeout-elsewhere"],
        says: [
            "catalog/shop.yaml: calls[4].timeout: only a call to a service has a timeout, this one goes to an external host; remove it",
        ],
    },
    {
        title: "a call twice",
        change: { "shop/calls/5": { from: "web", service: "shop/ledger" } },
        codes: ["duplicate-call"],
        says: [
            `catalog/shop.yaml: calls[5]: "web" already declares a call to "shop/ledger" at catalog/shop.yaml: calls[1]; merge the two`,
        ],
    },
    {
        title: "a call to itself",
        change: { "shop/calls/5": { from: "web", service: "web" } },
        codes: ["self-call"],
        says: [
            `catalog/shop.yaml: calls[5].service: "web" is served by the caller itself; remove the call, or make the service headless if its pods talk to each other`,
        ],
    },
    {
        title: "a call the callee does not accept",
        change: { "bank/services/accounts/accepts": [] },
        codes: ["call-not-accepted"],
        says: [
            `catalog/shop.yaml: calls[2].service: "bank/accounts" does not accept "shop/web"; add { from: shop/web } at catalog/bank.yaml: services.accounts.accepts, or remove the call`,
        ],
    },
    {
        title: "an operation the callee does not accept",
        change: { "shop/calls/2/operations": ["read", "transfer"] },
        codes: ["operation-not-accepted"],
        says: [
            `catalog/shop.yaml: calls[2].operations: "bank/accounts" accepts read from "shop/web", not transfer (it asks for more); add them at catalog/bank.yaml: services.accounts.accepts[0] or ask for less`,
        ],
    },
    {
        title: "all operations where one is accepted",
        change: { "shop/calls/2/operations": gone },
        codes: ["operation-not-accepted"],
        says: [
            'catalog/shop.yaml: calls[2].operations: "bank/accounts" accepts read from "shop/web", not transfer (without `operations` it asks for all of them); add them at catalog/bank.yaml: services.accounts.accepts[0] or ask for less',
        ],
    },
    {
        title: "a call across namespaces to declared callers",
        change: { "bank/services/accounts/accepts": "declared" },
        codes: ["declared-across-namespaces"],
        says: [
            `catalog/shop.yaml: calls[2].service: "bank/accounts" accepts what its own namespace declares, and "shop/web" is of another; list its callers by name at catalog/bank.yaml: services.accounts.accepts`,
        ],
    },
    {
        title: "operations of a TCP service in a call",
        change: { "shop/calls/1/operations": ["query"] },
        codes: ["operations-of-tcp-service"],
        says: [
            `catalog/shop.yaml: calls[1].operations: "shop/ledger" is plain TCP and has no operations; remove them from the call`,
        ],
    },
    {
        title: "an empty list of operations",
        change: { "shop/calls/0/operations": [] },
        codes: ["empty"],
        says: ["catalog/shop.yaml: calls[0].operations: is empty; write a list of operation names"],
    },
    {
        title: "an operation twice",
        change: { "shop/calls/0/operations": ["browse", "browse"] },
        codes: ["duplicate-item"],
        says: [`catalog/shop.yaml: calls[0].operations[1]: "browse" is there twice; remove one`],
    },
    {
        title: "a request timeout on a TCP call",
        change: { "shop/calls/1/timeout": "1s" },
        codes: ["timeout-on-tcp"],
        says: [
            `catalog/shop.yaml: calls[1].timeout: "shop/ledger" is plain TCP, where no request can be timed; remove it`,
        ],
    },
    {
        title: "a caller more patient than the service",
        change: { "shop/calls/2/timeout": "20s", "shop/services/web/traffic/timeout": "30s" },
        codes: ["timeout-too-long"],
        says: [
            `catalog/shop.yaml: calls[2].timeout: warning: 20s is more patience than "bank/accounts" itself has (15s); it ends after the service's timeout, lower it or raise that`,
        ],
    },
    {
        title: "a misspelt service, which still accepts the caller",
        change: { "shop/calls/2/service": "bank/acounts" },
        codes: ["unknown-service"],
        says: [
            `catalog/shop.yaml: calls[2].service: unknown service "acounts" (did you mean "accounts"?); known: accounts`,
        ],
    },
    {
        title: "a service's port that cannot be read, and a caller with a timeout",
        change: { "shop/services/web/ports/http/protocol": "htp", "shop/calls/0/timeout": "5s" },
        codes: ["wrong-word"],
        says: [
            `catalog/shop.yaml: services.web.ports.http.protocol: must be one of http, http2, grpc, tcp, tls (tls also for https), got "htp" (did you mean "http"?)`,
        ],
    },
    {
        title: "a service's timeout that cannot be read, and a caller with one of its own",
        change: { "bank/services/accounts/traffic": { timeout: "30" }, "shop/calls/2/timeout": "20s" },
        codes: ["bad-duration"],
        says: [
            `catalog/bank.yaml: services.accounts.traffic.timeout: "30" is not a duration; add the unit, such as "30s"`,
        ],
    },
    {
        title: "a caller's timeout without its unit",
        change: { "shop/calls/2/timeout": "5" },
        codes: ["bad-duration"],
        says: [`catalog/shop.yaml: calls[2].timeout: "5" is not a duration; add the unit, such as "5s"`],
    },
    {
        title: "an unknown caller accepted",
        change: { "bank/services/accounts/accepts/1": { from: "shop/wbe" } },
        codes: ["unknown-workload"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[1].from: unknown workload "wbe"; known: ledger, nightly, web`,
        ],
    },
    {
        title: "an unknown operation accepted",
        change: { "bank/services/accounts/accepts/0/operations": ["read", "reed"] },
        codes: ["unknown-operation"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[0].operations[1]: unknown operation "reed" (did you mean "read"?); known: read, transfer`,
        ],
    },
    {
        title: "a caller accepted twice",
        change: { "bank/services/accounts/accepts/1": { from: "shop/web", operations: ["transfer"] } },
        codes: ["duplicate-accept"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[1].from: "shop/web" is accepted twice; write all its operations in one entry`,
        ],
    },
    {
        title: "a caller accepted that never calls",
        change: { "bank/services/accounts/accepts/1": { from: "shop/nightly" } },
        codes: ["accept-unused"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[1].from: warning: "shop/nightly" declares no call to "bank/accounts"; remove it until it does`,
        ],
    },
    {
        title: "an operation accepted that is never asked for",
        change: { "bank/services/accounts/accepts/0/operations": ["read", "transfer"] },
        codes: ["accept-unused"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts[0].operations[1]: warning: "shop/web" never asks for "transfer"; remove it until it is needed`,
        ],
    },
    {
        title: "a service that accepts itself",
        change: { "bank/services/accounts/accepts/1": { from: "accounts" } },
        codes: ["self-accept"],
        says: [
            "catalog/bank.yaml: services.accounts.accepts[1].from: the service is served by this very workload; remove it, or make the service headless if its pods talk to each other",
        ],
    },
    {
        title: "a word that is no way to accept",
        change: { "bank/services/accounts/accepts": "everyone" },
        codes: ["wrong-word"],
        says: [
            `catalog/bank.yaml: services.accounts.accepts: must be a list such as [{ from: edge/api-gateway, operations: [query] }], or "declared", got "everyone"`,
        ],
    },
    {
        title: "a store declared twice",
        change: { "bank/stores": { cache: { port: 6379, owner: "x", reason: "own AUTH" } } },
        codes: ["duplicate-store"],
        says: [
            `catalog/shop.yaml: stores.cache: "cache" is already declared at catalog/bank.yaml: stores.cache; keep one, every namespace may call it`,
        ],
    },
    {
        title: "an external host declared twice",
        change: { "bank/externals": { "api.example.com": { owner: "x" } } },
        codes: ["duplicate-external"],
        says: [
            `catalog/shop.yaml: externals["api.example.com"]: "api.example.com" is already declared at catalog/bank.yaml: externals["api.example.com"]; keep one, every namespace may call it`,
        ],
    },
    {
        title: "a store nobody uses",
        change: { "bank/stores": { idle: { port: 6379, owner: "x", reason: "own AUTH" } } },
        codes: ["store-unused"],
        says: [`catalog/bank.yaml: stores.idle: warning: nobody calls "idle"; remove it until somebody does`],
    },
    {
        title: "an external host nobody calls",
        change: { "bank/externals": { "idle.example.com": { owner: "x" } } },
        codes: ["external-unused"],
        says: [
            `catalog/bank.yaml: externals["idle.example.com"]: warning: nobody calls "idle.example.com"; remove it until somebody does`,
        ],
    },
    {
        title: "a service of an unknown workload",
        change: { "shop/services/web/workload": "wbe", "shop/workloads/web/deployment": gone },
        codes: ["unknown-workload"],
        says: [
            `catalog/shop.yaml: services.web.workload: unknown workload "wbe"; known: ledger, nightly, web`,
        ],
    },
];
