package dev.packetwalk.netfilter;

/**
 * What a rule does with a packet that matches.
 *
 * <p>{@link Accept}, {@link Drop}, {@link Reject} and the address rewriting targets end the walk through a base chain;
 * {@link Jump}, {@link Goto}, {@link Return} and {@link VerdictMap} direct it; {@link SetMark}, {@link SetFlowMark},
 * {@link SaveMark}, {@link RestoreMark}, {@link UnknownMark}, {@link SetHops}, {@link SetTos}, {@link NoTrack} and {@link PassThrough} let it go on.
 */
public sealed interface Target
        permits Accept,
                Drop,
                Reject,
                Return,
                Jump,
                Goto,
                VerdictMap,
                SetMark,
                SetFlowMark,
                SaveMark,
                RestoreMark,
                UnknownMark,
                SetHops,
                SetTos,
                NoTrack,
                DestinationNat,
                SourceNat,
                Masquerade,
                Redirect,
                NetworkMap,
                PassThrough,
                Sequence,
                UnknownTarget {}
