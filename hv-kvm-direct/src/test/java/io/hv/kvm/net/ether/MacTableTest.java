package io.hv.kvm.net.ether;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MacTableTest {

    private static final long LIFETIME = 1600;
    private static final int ROOM = 4096;
    private static final long MANY = 100_000;

    private static final List<String> PORTS =
            IntStream.range(0, 20).mapToObj(each -> "port " + each).toList();

    private final MacTable<String> table = new MacTable<>(0x1234_5678_9abcL, LIFETIME);

    private int known(long from, long to, long now) {
        int known = 0;
        for (long address = from; address < to; address++) {
            known += table.find(address, now) != null ? 1 : 0;
        }
        return known;
    }

    @Test
    void anAddressIsWhereItWasSeenLast() {
        assertNull(table.find(1, 0));
        table.learn(1, "a", 0);
        table.learn(2, "b", 0);
        assertEquals("a", table.find(1, 0));
        table.learn(1, "b", 1);
        assertEquals("b", table.find(1, 1));
        table.learn(1, "a", 2);
        assertEquals("a", table.find(1, 2));
        assertEquals("b", table.find(2, 2));
    }

    @Test
    void whatIsNotSeenAgainIsForgotten() {
        table.learn(1, "a", -10);
        assertEquals("a", table.find(1, LIFETIME - 10));
        assertNull(table.find(1, LIFETIME - 9));
        table.learn(1, "a", LIFETIME);
        assertEquals("a", table.find(1, 2 * LIFETIME));
        // Whoever is heard now and then stays, to a sixteenth of the time.
        for (long now = LIFETIME; now < 10 * LIFETIME; now += 7) {
            table.learn(1, "a", now);
            assertEquals("a", table.find(1, now + LIFETIME - LIFETIME / 16));
        }
    }

    @Test
    void aPortIsForgotten() {
        for (int i = 0; i < 100; i++) {
            table.learn(i, i % 2 == 0 ? "a" : "b", 0);
        }
        table.forget("a");
        for (int i = 0; i < 100; i++) {
            assertEquals(i % 2 == 0 ? null : "b", table.find(i, 0));
        }
    }

    @Test
    void itHasRoomForManyAndForNoMore() {
        Random random = new Random(1);
        long[] addresses = random.longs(1000, 0, 1L << 48).toArray();
        for (int i = 0; i < addresses.length; i++) {
            table.learn(addresses[i], PORTS.get(i % 10), i);
        }
        int found = 0;
        for (long address : addresses) {
            found += table.find(address, addresses.length) != null ? 1 : 0;
        }
        assertTrue(found > addresses.length * 99 / 100, "of 1,000 it knows " + found);
        for (int i = 0; i < 10; i++) {
            table.forget(PORTS.get(i));
        }
        for (long address = 0; address < MANY; address++) {
            table.learn(address, "a", 0);
        }
        int known = known(0, MANY, 0);
        assertTrue(known <= ROOM && known > ROOM * 9 / 10, "known: " + known);
    }

    @Test
    void whoMakesAddressesUpDrivesOutNobodyElse() {
        int others = 200;
        for (int i = 0; i < others; i++) {
            table.learn(-1L - i & 0xffff_ffff_ffffL, PORTS.get(i % 20), 0);
        }
        for (long address = 0; address < MANY; address++) {
            table.learn(address, "hostile", 1);
            // Who comes later has its place too.
            if (address == MANY / 2) {
                table.learn(-1000L & 0xffff_ffff_ffffL, "late", 1);
            }
        }
        for (int i = 0; i < others; i++) {
            assertEquals(PORTS.get(i % 20), table.find(-1L - i & 0xffff_ffff_ffffL, 2));
        }
        assertEquals("late", table.find(-1000L & 0xffff_ffff_ffffL, 2));
    }
}
