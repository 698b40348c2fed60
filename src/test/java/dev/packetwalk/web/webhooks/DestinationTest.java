package dev.packetwalk.web.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.8.8.8",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:10.0.0.1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::"
            })
    void private_and_special_addresses_are_refused(String address) throws UnknownHostException {
        assertThat(Destination.isPrivate(InetAddress.getByName(address))).isTrue();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(Destination.look(URI.create("http://" + host + "/"), false))
                .isEqualTo(new Destination.Looked.Refused(Destination.Flaw.PRIVATE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.128.0.1",
                "172.32.0.1",
                "192.0.3.1",
                "198.20.0.1",
                "2606:4700::1111",
                "2001:4860::8888"
            })
    void addresses_of_the_internet_are_not(String address) throws UnknownHostException {
        assertThat(Destination.isPrivate(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grades.example.edu",
                "ftp://example.edu/",
                "file:///etc/passwd",
                "https://",
                "https://user:pw@example.edu/",
                "https://example.edu/#part",
                "https://example.edu:99999/",
                "javascript:alert(1)",
                "https://exa mple.edu/"
            })
    void what_is_no_web_address_is_told_so(String typed) {
        assertThat(Destination.parse(typed)).isNull();
    }

    @Test
    void what_is_asked_for_is_what_was_typed() {
        URI address = URI.create("https://[2606:4700::1111]:8443/a%20b?c=d");
        assertThat(Destination.parse(" " + address + " ")).isEqualTo(address);
        assertThat(Destination.look(address, false)).isInstanceOfSatisfying(Destination.Looked.Found.class, found -> {
            assertThat(found.destination().host()).isEqualTo("2606:4700::1111");
            assertThat(found.destination().port()).isEqualTo(8443);
            assertThat(found.destination().target()).isEqualTo("/a%20b?c=d");
            assertThat(found.destination().encrypted()).isTrue();
        });
    }

    @Test
    void a_name_that_means_nothing_is_told_so() {
        assertThat(Destination.look(URI.create("http://no-such-host.invalid/"), true))
                .isEqualTo(new Destination.Looked.Refused(Destination.Flaw.UNKNOWN_HOST));
    }
}
