package io.hv.kvm.gdb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Packets to bytes and back, and bytes that are no packets. */
class PacketsTest {

    private final List<String> seen = new ArrayList<>();
    private final PacketDecoder decoder = new PacketDecoder(new PacketDecoder.Sink() {
        @Override
        public void packet(String payload) {
            seen.add(payload);
        }

        @Override
        public void damaged() {
            seen.add("damaged");
        }

        @Override
        public void interrupt() {
            seen.add("interrupt");
        }

        @Override
        public void again() {
            seen.add("again");
        }

        @Override
        public void tooLong() {
            seen.add("too long");
        }
    });

    private List<String> feed(byte... bytes) {
        for (byte each : bytes) {
            decoder.accept(each);
        }
        List<String> now = List.copyOf(seen);
        seen.clear();
        return now;
    }

    private List<String> feed(String text) {
        return feed(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void theManualsExample() {
        assertEquals("$m0,4#fd", new String(Packets.encode("m0,4"), StandardCharsets.ISO_8859_1));
        assertEquals(List.of("m0,4"), feed("+$m0,4#fd"));
    }

    @Test
    void everyByteComesThrough() {
        String all = IntStream.range(0, 256)
                .mapToObj(value -> String.valueOf((char) value))
                .collect(Collectors.joining());
        assertEquals(List.of(all), feed(Packets.encode(all)));
    }

    @Test
    void whatIsBetweenPackets() {
        assertEquals(List.of("interrupt", "again", "g"), feed("noise+\u0003-$g#67"));
    }

    @Test
    void aWrongChecksum() {
        assertEquals(List.of("damaged", "damaged", "g"), feed("$g#68$g#xx$g#67"));
    }

    @Test
    void aPacketWhoseEndWasLost() {
        assertEquals(List.of("g"), feed("$m0,$g#67"));
    }

    @Test
    void aPacketWithoutAnEnd() {
        List<String> told = feed("$" + "0".repeat(PacketDecoder.MOST + 1));
        assertEquals(List.of("too long"), told);
    }

    @Test
    void noise() {
        Random random = new Random(42);
        byte[] bytes = new byte[1 << 20];
        random.nextBytes(bytes);
        assertTrue(feed(bytes).size() > 1000);
    }
}
