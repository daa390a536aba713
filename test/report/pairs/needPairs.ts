import { inCatalog, inStack, type RecordedPair, type TextEdit } from "./pair";

const shop = "servers: [https], certificate";

/** What a request must have besides its sender, where what is enough of it becomes more or less. */
export const needPairs: readonly RecordedPair[] = [
    {
        name: "a host that more addresses may reach",
        before: [reachableFrom("10.0.0.0/8")],
        edits: [reachableFrom("10.0.0.0/8", "192.168.0.0/16")],
        verdict: "1 newly exposed route",
        sentences: [
            "exposure: anyone outside with a token of users.example.com and from 10.0.0.0/8 or 192.168.0.0/16 may now GET /pages/* on shop.example.com (shop/front); before, only with a token of users.example.com and from 10.0.0.0/8",
        ],
    },
    {
        name: "a host that fewer addresses may reach",
        before: [reachableFrom("10.0.0.0/8", "192.168.0.0/16")],
        edits: [reachableFrom("10.1.0.0/16")],
        verdict: "1 route exposed less",
        sentences: [
            "exposure: anyone outside may GET /pages/* on shop.example.com (shop/front) only with a token of users.example.com and from 10.1.0.0/16 now; before, with a token of users.example.com and from 10.0.0.0/8 or 192.168.0.0/16",
        ],
    },
    {
        name: "a host that every address may reach, written out",
        edits: [reachableFrom("0.0.0.0/0", "::/0")],
        verdict: "nothing changes in meaning",
        sentences: [],
    },
    {
        name: "a claim of which another value is enough",
        before: [asking("[buyer]")],
        edits: [asking("[buyer, seller]")],
        verdict: "1 newly exposed route",
        sentences: [
            "exposure: anyone outside with a token of users.example.com whose role is buyer or seller may now GET /pages/* on shop.example.com (shop/front); before, only with a token of users.example.com whose role is buyer",
        ],
    },
];

function reachableFrom(...ranges: readonly string[]): TextEdit {
    const listed = ranges.map((each) => `"${each}"`).join(", ");
    return inStack(shop, shop.replace("certificate", `sourceRanges: [${listed}], certificate`));
}

function asking(roles: string): TextEdit {
    return inCatalog("shop", "token: users", `token: { issuer: users, claims: { role: ${roles} } }`);
}
