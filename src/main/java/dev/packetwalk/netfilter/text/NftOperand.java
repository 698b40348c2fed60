package dev.packetwalk.netfilter.text;

import java.util.List;

/**
 * What stands behind a key in an nft expression.
 *
 * @param comparison how the key is compared
 * @param values any of which is meant
 * @param set whether they stood in braces or in a named set
 */
record NftOperand(Comparison comparison, List<String> values, boolean set) {
    /** The comparisons that nft prints. */
    enum Comparison {
        /** No sign: equal, or for flags without braces, any of them set. */
        PLAIN,
        EQUAL,
        NOT_EQUAL,
        /** {@code !}: none of the flags set. */
        NONE_OF
    }

    static NftOperand plain(String value) {
        return new NftOperand(Comparison.PLAIN, List.of(value), true);
    }
}
