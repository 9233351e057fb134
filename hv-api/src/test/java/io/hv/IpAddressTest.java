package io.hv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    /** Those of RFC 5952 among them. */
    @ParameterizedTest
    @CsvSource({
        "192.168.7.1, 192.168.7.1",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "fd00:7::, fd00:7::",
        "::ffff:1.2.3.4, ::ffff:1.2.3.4",
        "::FFFF:102:304, ::ffff:1.2.3.4",
    })
    void isWrittenInOneWay(String text, String written) {
        IpAddress address = IpAddress.parse(text);
        assertEquals(written, address.toString());
        assertEquals(address, IpAddress.parse(written));
        assertEquals(address.hashCode(), IpAddress.parse(written).hashCode());
        assertEquals(text.contains(":"), address.isV6());
        assertEquals(address.bits() / 8, address.bytes().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.4 ",
                "localhost",
                ".a:b",
                ".:1",
                "fe80::1%eth0",
                "1:2:3:4:5:6:7:8:9",
                ":::",
                "[::1]",
                "1::2::3",
                "12345::",
                "a.b:c",
            })
    void isNoName(String text) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> IpAddress.parse(text));
        assertTrue(String.valueOf(refused.getMessage()).contains("'" + text + "'"));
    }

    @Test
    void knowsWhatItStandsFor() {
        assertTrue(IpAddress.parse("224.0.0.1").isMulticast());
        assertTrue(IpAddress.parse("ff02::1").isMulticast());
        assertFalse(IpAddress.parse("223.255.255.255").isMulticast());
        assertTrue(IpAddress.parse("127.9.9.9").isLoopback());
        assertTrue(IpAddress.parse("::1").isLoopback());
        assertFalse(IpAddress.parse("::2").isLoopback());
        assertTrue(IpAddress.parse("::").isUnspecified());
        assertTrue(IpAddress.parse("0.0.0.0").isUnspecified());
        assertArrayEquals(
                new byte[] {10, 0, (byte) 200, 1}, IpAddress.parse("10.0.200.1").bytes());
    }

    @Test
    void isInNetworks() {
        IpAddress address = IpAddress.parse("10.1.2.3");
        assertTrue(address.isInNetwork(IpAddress.parse("10.1.255.0"), 16));
        assertFalse(address.isInNetwork(IpAddress.parse("10.1.255.0"), 17));
        assertTrue(address.isInNetwork(IpAddress.parse("99.0.0.0"), 0));
        assertFalse(address.isInNetwork(IpAddress.parse("::"), 0), "of another kind");
        assertTrue(IpAddress.parse("fd00:7::1").isInNetwork(IpAddress.parse("fd00:7::ffff"), 112));
        assertFalse(IpAddress.parse("fd00:7::1").isInNetwork(IpAddress.parse("fd00:7::ffff"), 113));
    }

    @Test
    void isOrdered() {
        List<String> ordered = List.of("9.0.0.1", "10.0.0.0", "200.0.0.0", "::", "::2", "::10", "fd00::");
        assertEquals(
                ordered,
                Stream.of("fd00::", "::10", "10.0.0.0", "::2", "200.0.0.0", "::", "9.0.0.1")
                        .map(IpAddress::parse)
                        .sorted()
                        .map(Object::toString)
                        .toList());
    }
}
