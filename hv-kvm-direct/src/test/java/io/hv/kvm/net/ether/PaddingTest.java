package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a packet ends in a frame that may be longer. */
class PaddingTest {

    @ParameterizedTest
    @CsvSource({
        // type, offset and value of the length that the packet says, frame, expected
        "0x0800, 16, 20, 60, 34",
        "0x0800, 16, 29, 60, 43",
        "0x0800, 16, 46, 60, 60",
        "0x0800, 16, 47, 60, 60",
        "0x0800, 16, 65535, 60, 60",
        "0x0800, 16, 19, 60, 60",
        "0x0800, 16, 0, 60, 60",
        "0x0800, 16, 20, 34, 34",
        "0x0800, 16, 1500, 1514, 1514",
        "0x0800, 16, 20, 33, 33",
        "0x86dd, 18, 1, 60, 55",
        "0x86dd, 18, 6, 60, 60",
        "0x86dd, 18, 7, 60, 60",
        "0x86dd, 18, 0, 60, 60",
        "0x86dd, 18, 65535, 1514, 1514",
        "0x0806, 16, 20, 60, 60",
        "0x0000, 16, 20, 13, 13",
    })
    void isAsThePacketSays(String type, int at, int said, int length, int expected) {
        byte[] frame = new byte[length];
        if (length > at + 2) {
            Octets.u16(frame, 12, Integer.decode(type));
            Octets.u16(frame, at, said);
        }
        assertEquals(expected, Padding.without(frame));
    }
}
