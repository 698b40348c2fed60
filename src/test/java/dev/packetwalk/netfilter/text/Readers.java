package dev.packetwalk.netfilter.text;

import dev.packetwalk.netfilter.Family;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Every reader of a text, for tests that give all of them the same input. Each gives back what it prints, or nothing. */
final class Readers {
    private Readers() {}

    static Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> readers = new LinkedHashMap<>();
        readers.put(
                "iptables-save",
                text -> IptablesSave.print(IptablesSave.parse(text).value()));
        readers.put(
                "iptables -S",
                text -> IptablesRules.print(
                        IptablesRules.parse(text, Family.IP, "filter").value(), true));
        readers.put("iptables -L", text -> IptablesListing.parse(text).value().print());
        readers.put("nft list", text -> NftListing.parse(text).value().toString());
        readers.put("both", text -> RulesetText.read(text, text).value().toString());
        readers.put(
                "conntrack -L", text -> ConntrackListing.tracked(text).value().toString());
        readers.put("conntrack -E", text -> ConntrackEvents.parse(text).value().toString());
        readers.put(
                "xtables-monitor", text -> XtablesMonitor.parse(text).value().toString());
        readers.put("nft monitor", text -> NftMonitor.parse(text).value().toString());
        return readers;
    }
}
