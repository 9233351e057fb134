package io.hv.kvm.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hv.IpAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PortForwardTest {

    @Test
    void theTextIsQemus() {
        assertEquals("tcp:127.0.0.1:8080-:80", PortForward.tcp(8080, 80).toString());
        assertEquals(
                "udp:[::1]:0-:53",
                PortForward.udp(0, 53).at(IpAddress.parse("::1")).toString());
        assertEquals(PortForward.tcp(2222, 22), PortForward.parse("tcp::2222-:22"));
        assertEquals(PortForward.tcp(2222, 22), PortForward.tcp(0, 22).by(2222));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"tcp:127.0.0.1:8080-:80", "udp:0.0.0.0:0-:65535", "tcp:[::]:65535-:1", "udp:[fd00::2]:53-:5353"})
    void itIsReadAgain(String text) {
        assertEquals(text, PortForward.parse(text).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                "8080:80",
                "tcp:8080-:80",
                "sctp::8080-:80",
                "TCP::8080-:80",
                "tcp:localhost:8080-:80",
                "tcp:::1:8080-:80",
                "tcp:[localhost]:8080-:80",
                "tcp:127.1:8080-:80",
                "tcp::8080-:0",
                "tcp::8080-:65536",
                "tcp::65536-:80",
                "tcp::-1-:80",
                "tcp::8080-10.0.2.15:80",
                "tcp:224.0.0.1:8080-:80",
                "tcp:[ff02::1]:8080-:80",
                "tcp::8080-:80 "
            })
    void whatIsNoneIsRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> PortForward.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"-1,80", "65536,80", "8080,0", "8080,-1", "8080,65536"})
    void portsHaveARange(int hostPort, int guestPort) {
        assertThrows(IllegalArgumentException.class, () -> PortForward.tcp(hostPort, guestPort));
        assertThrows(IllegalArgumentException.class, () -> PortForward.udp(hostPort, guestPort));
    }
}
