import { headerMatches } from "./headerMatch";
import type { Limited } from "./limited";

/** Key of the descriptor entry that names the limit. */
export const limitKey = "limit";
/** Key Envoy gives to the entry its action makes. */
export const clientKey = "masked_remote_address";

/**
 * One address of IPv4, one /64 of IPv6: that is what a network gives to one client, who could otherwise use another of
 * its 2^64 addresses for every request.
 */
export const clientAddress = { masked_remote_address: { v4_prefix_mask_len: 32, v6_prefix_mask_len: 64 } };

/** What a filter does with a request to find the limits that count it: each item, where it fits, makes a descriptor. */
export function descriptorActions({ name, limit, requests }: Limited): readonly object[] {
    const client = limit.by === undefined ? [] : [clientAddress];
    if (requests === undefined) {
        return [
            { actions: [{ generic_key: { descriptor_key: limitKey, descriptor_value: name } }, ...client] },
        ];
    }
    return requests.map((each) => ({
        actions: [
            {
                header_value_match: {
                    descriptor_key: limitKey,
                    descriptor_value: name,
                    headers: headerMatches(each),
                },
            },
            ...client,
        ],
    }));
}
