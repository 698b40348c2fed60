package dev.packetwalk.netfilter;

/**
 * A remark; always holds.
 *
 * @param text without quotes
 */
public record CommentMatch(String text) implements Match {}
