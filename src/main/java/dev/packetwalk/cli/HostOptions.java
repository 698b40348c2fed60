package dev.packetwalk.cli;

import dev.packetwalk.netfilter.Address;
import dev.packetwalk.netfilter.Family;
import dev.packetwalk.netfilter.InterfaceAddress;
import dev.packetwalk.netfilter.Network;
import dev.packetwalk.netfilter.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Addresses and routes of a host, as options give them. */
final class HostOptions {
    private HostOptions() {}

    /** {@code eth0=10.0.0.2/24}. */
    static final class AddressOption implements ITypeConverter<InterfaceAddress> {
        @Override
        public InterfaceAddress convert(String text) {
            int equals = text.indexOf('=');
            int slash = text.lastIndexOf('/');
            Optional<Network> network = equals < 1 ? Optional.empty() : Network.parse(text.substring(equals + 1));
            Optional<Address> address =
                    slash < equals ? Optional.empty() : Address.parse(text.substring(equals + 1, slash));
            return address.flatMap(own -> network.filter(around -> around.prefixLength() >= 0)
                            .map(around -> new InterfaceAddress(text.substring(0, equals), own, around.prefixLength())))
                    .orElseThrow(() -> new TypeConversionException("'" + text
                            + "' is not an interface and an address with its prefix length, such as eth0=10.0.0.2/24"));
        }
    }

    /** {@code 10.1.0.0/16 via 10.0.0.1 dev eth0}, what follows {@code dev} and its name being left aside. */
    static final class RouteOption implements ITypeConverter<Route> {
        @Override
        public Route convert(String text) {
            List<String> words = new ArrayList<>(List.of(text.strip().split("\\s+", -1)));
            Optional<Address> via = after(words, "via").flatMap(Address::parse);
            Optional<String> device = after(words, "dev");
            Optional<Network> destination = destination(words.getFirst(), via)
                    .filter(network -> network.prefixLength() >= 0)
                    .filter(network -> !words.contains("via") || via.isPresent());
            return destination
                    .flatMap(network -> device.map(name -> new Route(network, via, name)))
                    .orElseThrow(() -> new TypeConversionException("'" + text
                            + "' is not a route such as 'default via 10.0.0.1 dev eth0' or '10.1.0.0/16 dev eth1'"));
        }

        private static Optional<String> after(List<String> words, String word) {
            int at = words.indexOf(word);
            return at >= 0 && at + 1 < words.size() ? Optional.of(words.get(at + 1)) : Optional.empty();
        }

        private static Optional<Network> destination(String word, Optional<Address> via) {
            if (!word.equals("default")) {
                return Network.parse(word);
            }
            boolean six = via.filter(router -> router.family() == Family.IP6).isPresent();
            return Optional.of(Network.of(six ? "::/0" : "0.0.0.0/0"));
        }
    }
}
