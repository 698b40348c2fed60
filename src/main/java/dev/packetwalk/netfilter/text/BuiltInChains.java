package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.BaseChain;
import dev.packetwalk.netfilter.Hook;
import dev.packetwalk.netfilter.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chains that iptables' tables have by themselves, and when the kernel calls them.
 *
 * <p>From the kernel's nf_ip_hook_priorities and iptables 1.8.9's nft-chain definitions, which differ for the security table.
 */
final class BuiltInChains {
    private static final int SECURITY_LEGACY = 50;
    private static final int SECURITY_NFT = 150;

    private static final Map<String, List<Hook>> HOOKS = Map.of(
            "raw", List.of(Hook.PREROUTING, Hook.OUTPUT),
            "mangle", List.of(Hook.values()),
            "nat", List.of(Hook.PREROUTING, Hook.INPUT, Hook.OUTPUT, Hook.POSTROUTING),
            "filter", List.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT),
            "security", List.of(Hook.INPUT, Hook.FORWARD, Hook.OUTPUT));

    private BuiltInChains() {}

    /** The built-in chain of that name, empty when the table has none of that name. */
    static Optional<BaseChain> find(String table, String chain, Policy policy, boolean nftVariant) {
        List<Hook> hooks = HOOKS.getOrDefault(table, List.of());
        return Arrays.stream(Hook.values())
                .filter(hook -> hook.name().equals(chain) && hooks.contains(hook))
                .map(hook -> new BaseChain(type(table, hook), hook, priority(table, hook, nftVariant), policy))
                .findFirst();
    }

    private static BaseChain.Type type(String table, Hook hook) {
        return switch (table) {
            case "nat" -> BaseChain.Type.NAT;
            case "mangle" -> hook == Hook.OUTPUT ? BaseChain.Type.ROUTE : BaseChain.Type.FILTER;
            default -> BaseChain.Type.FILTER;
        };
    }

    private static int priority(String table, Hook hook, boolean nftVariant) {
        return switch (table) {
            case "raw" -> -300;
            case "mangle" -> -150;
            case "nat" -> hook == Hook.PREROUTING || hook == Hook.OUTPUT ? -100 : 100;
            case "security" -> nftVariant ? SECURITY_NFT : SECURITY_LEGACY;
            default -> 0;
        };
    }
}
