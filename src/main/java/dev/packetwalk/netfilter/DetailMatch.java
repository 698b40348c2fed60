package dev.packetwalk.netfilter;

/** A condition on what a packet's {@link Details} may or may not state. */
public sealed interface DetailMatch extends Match
        permits MacMatch, LinkCastMatch, LengthMatch, HopsMatch, TosMatch, MssMatch {}
