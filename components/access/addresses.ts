/** An address or the start of a block, and how many bits of it count. */
interface Block {
    readonly value: bigint;
    readonly width: 32 | 128;
    readonly prefix: number;
}

/** Whether the address lies in the block (`10.0.0.0/8`, or one address); undefined when either cannot be read. */
export function isWithin(block: string, address: string): boolean | undefined {
    const outer = blockOf(block);
    const inner = blockOf(address);
    if (outer === undefined || inner === undefined) {
        return undefined;
    }
    return isInside(outer, inner);
}

/** Whether the two blocks have an address in common; undefined when either cannot be read. */
export function overlap(left: string, right: string): boolean | undefined {
    const one = isWithin(left, right);
    return one === undefined ? undefined : one || isWithin(right, left);
}

/** Whether every address of the range lies in one of the blocks, as all do in two halves; blocks that cannot be read hold none. */
export function isCovered(blocks: readonly string[], range: string): boolean {
    const inner = blockOf(range);
    return (
        inner !== undefined &&
        holdTogether(
            blocks.flatMap((each) => blockOf(each) ?? []),
            inner,
        )
    );
}

function holdTogether(blocks: readonly Block[], range: Block): boolean {
    const within = blocks.filter((each) => isInside(range, each));
    return (
        blocks.some((each) => isInside(each, range)) ||
        (within.length > 0 && halves(range).every((half) => holdTogether(within, half)))
    );
}

function halves({ value, width, prefix }: Block): readonly Block[] {
    const size = BigInt(width - prefix - 1);
    const first = (value >> (size + 1n)) << (size + 1n);
    return [first, first + (1n << size)].map((each) => ({ value: each, width, prefix: prefix + 1 }));
}

function isInside(outer: Block, inner: Block): boolean {
    return (
        outer.width === inner.width &&
        inner.prefix >= outer.prefix &&
        start(outer, outer.prefix) === start(inner, outer.prefix)
    );
}

function start({ value, width }: Block, prefix: number): bigint {
    return value >> BigInt(width - prefix);
}

function blockOf(text: string): Block | undefined {
    const [address = "", length, ...more] = text.split("/");
    const read = address.includes(":") ? ipv6(address) : ipv4(address);
    if (read === undefined || more.length > 0) {
        return undefined;
    }
    const width = address.includes(":") ? 128 : 32;
    const prefix = length === undefined ? width : /^[0-9]{1,3}$/.test(length) ? Number(length) : -1;
    return prefix < 0 || prefix > width ? undefined : { value: read, width, prefix };
}

function ipv4(text: string): bigint | undefined {
    const parts = text.split(".");
    if (parts.length !== 4 || !parts.every((part) => /^[0-9]{1,3}$/.test(part) && Number(part) < 256)) {
        return undefined;
    }
    return parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function ipv6(text: string): bigint | undefined {
    const [before = "", after, ...more] = text.split("::");
    const head = before === "" ? [] : before.split(":");
    const tail = after === undefined || after === "" ? [] : after.split(":");
    const missing = 8 - head.length - tail.length;
    if (more.length > 0 || (after === undefined ? missing !== 0 : missing < 1)) {
        return undefined;
    }
    const groups = [
        ...head,
        ...Array.from({ length: after === undefined ? 0 : missing }, () => "0"),
        ...tail,
    ];
    return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))
        ? groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n)
        : undefined;
}
