package dev.packetwalk.grading;

import dev.packetwalk.netfilter.Address;
import java.util.Optional;
import java.util.OptionalLong;

/** An address and a port, written {@code 192.0.2.7:443}. */
record Endpoint(Address address, int port) {
    static Optional<Endpoint> parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        OptionalLong port = AnswerGrading.number(text.substring(colon + 1).strip());
        return Address.parse(text.substring(0, colon).strip())
                .filter(_ -> port.isPresent() && port.getAsLong() <= 0xffff)
                .map(address -> new Endpoint(address, (int) port.getAsLong()));
    }
}
