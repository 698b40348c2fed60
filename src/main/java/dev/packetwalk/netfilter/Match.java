package dev.packetwalk.netfilter;

/**
 * One condition of a rule. A rule applies to a packet when all of its matches hold.
 *
 * <p>Conditions are positive; {@link Not} turns any of them around. What iptables writes behind {@code -m name} is an
 * {@link Extension} that holds its conditions.
 */
public sealed interface Match
        permits AddressMatch,
                AddressTypeMatch,
                AllOf,
                AnyOf,
                CommentMatch,
                ConntrackStateMatch,
                DetailMatch,
                EitherPortMatch,
                Extension,
                FamilyMatch,
                FlowMatch,
                FragmentMatch,
                IcmpMatch,
                InterfaceMatch,
                MarkMatch,
                Not,
                PortMatch,
                ProtocolMatch,
                ReversePathMatch,
                TcpFlagsMatch,
                TcpOptionMatch,
                UnknownMatch {}
