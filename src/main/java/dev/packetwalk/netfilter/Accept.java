package dev.packetwalk.netfilter;

/** Ends the base chain at which the packet is; later base chains still see it. */
public record Accept() implements Target {}
