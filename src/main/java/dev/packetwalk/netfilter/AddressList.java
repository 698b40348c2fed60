package dev.packetwalk.netfilter;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The addresses of any of its members: an nft set, or several addresses after one {@code -s}.
 *
 * @param anyOf may be empty, and then contains nothing
 */
public record AddressList(List<Addresses> anyOf) implements Addresses {
    public AddressList {
        anyOf = List.copyOf(anyOf);
    }

    @Override
    public boolean contains(Address address) {
        for (int i = 0; i < anyOf.size(); i++) {
            if (anyOf.get(i).contains(address)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return anyOf.stream().map(Object::toString).collect(Collectors.joining(","));
    }
}
