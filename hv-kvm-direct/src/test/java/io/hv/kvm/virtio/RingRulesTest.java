package io.hv.kvm.virtio;

import static io.hv.kvm.virtio.DriverRing.INDIRECT;
import static io.hv.kvm.virtio.DriverRing.NEXT;
import static io.hv.kvm.virtio.DriverRing.WRITE;
import static io.hv.kvm.virtio.HostileDriver.DATA;
import static io.hv.kvm.virtio.HostileDriver.HIGH;
import static io.hv.kvm.virtio.HostileDriver.HIGH_SIZE;
import static io.hv.kvm.virtio.HostileDriver.LOW_END;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hv.kvm.virtio.EchoDevice.Order;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a driver can write into a ring that it must not. */
class RingRulesTest {

    private static final long TABLE = DATA + 0x1000;

    /** Buffers that are not RAM, at least not all of them. */
    private static final long[][] OUTSIDE = {
        {LOW_END - 4, 8},
        {LOW_END, 1},
        {HIGH - 1, 2},
        {HIGH + HIGH_SIZE, 1},
        {LOW_END - 0x1000, HIGH - LOW_END + 0x2000},
        {0, 0xffff_ffffL},
        {-1, 1},
        {-8, 16},
        {-0x1000, 0xffff_f000L},
        {Long.MIN_VALUE, 4},
        {Long.MAX_VALUE, 4},
    };

    @Test
    @Breaks(Rule.AVAILABLE_TOO_FAR)
    void theAvailableIndexJumps() {
        for (int index : new int[] {9, 0x7fff, 0x8000, 0xffff}) {
            HostileDriver.split().begin().breaks(Rule.AVAILABLE_TOO_FAR, driver -> {
                driver.available(0, 0, index);
                driver.function.driverNotifies(0);
            });
        }
    }

    @Test
    @Breaks(Rule.HEAD_OUTSIDE_TABLE)
    void aHeadIsNoDescriptor() {
        for (int head : new int[] {8, 0x7fff, 0xffff}) {
            HostileDriver.split().begin().breaks(Rule.HEAD_OUTSIDE_TABLE, driver -> {
                driver.available(0, head, 1);
                driver.function.driverNotifies(0);
            });
        }
    }

    @Test
    @Breaks(Rule.NEXT_OUTSIDE_TABLE)
    void aChainLeavesItsTable() {
        for (int next : new int[] {8, 0x8000, 0xffff}) {
            HostileDriver.split().begin().breaks(Rule.NEXT_OUTSIDE_TABLE, driver -> {
                driver.descriptor(0, DATA, 8, NEXT, next);
                driver.offer();
            });
        }
        for (int next : new int[] {2, 7, 0xffff}) {
            HostileDriver.split().begin().breaks(Rule.NEXT_OUTSIDE_TABLE, driver -> {
                driver.descriptor(TABLE, DATA, 8, NEXT, next);
                driver.descriptor(0, TABLE, 32, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.CHAIN_TOO_LONG)
    void aChainIsALoop() {
        for (int length = 1; length <= 8; length++) {
            int last = length - 1;
            HostileDriver.split().begin().breaks(Rule.CHAIN_TOO_LONG, driver -> {
                for (int i = 0; i <= last; i++) {
                    driver.descriptor(i, DATA, 8, NEXT, i == last ? 0 : i + 1);
                }
                driver.offer();
            });
            HostileDriver.split().begin().breaks(Rule.CHAIN_TOO_LONG, driver -> {
                for (int i = 0; i <= last; i++) {
                    driver.descriptor(TABLE + 16L * i, DATA, 8, NEXT, i == last ? 0 : i + 1);
                }
                driver.descriptor(0, TABLE, 16 * 8, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.CHAIN_TOO_LONG)
    void aPackedRingIsOneChainThatGoesOn() {
        HostileDriver.packed().begin().breaks(Rule.CHAIN_TOO_LONG, driver -> {
            for (int i = 0; i < 8; i++) {
                driver.descriptor(i, DATA, 8, NEXT, 0);
            }
            driver.offer();
        });
    }

    @Test
    @Breaks(Rule.CHAIN_TOO_LONG)
    void aTableMakesAChainTooLong() {
        HostileDriver.split().begin().breaks(Rule.CHAIN_TOO_LONG, driver -> {
            for (int i = 0; i < 8; i++) {
                driver.descriptor(TABLE + 16L * i, DATA, 8, i < 7 ? NEXT : 0, i + 1);
            }
            driver.descriptor(0, DATA, 8, NEXT, 1);
            driver.descriptor(1, TABLE, 16 * 8, INDIRECT, 0);
            driver.offer();
        });
    }

    @Test
    @Breaks(Rule.DESCRIPTORS_IN_USE)
    void aHeadIsOfferedMoreOftenThanThereAreDescriptors() {
        HostileDriver driver = new HostileDriver(new RingKind(false, true, false, 8), Order.HELD).begin();
        driver.descriptor(0, DATA, 8, 0, 0);
        for (int i = 1; i <= 8; i++) {
            driver.available(i - 1, 0, i);
        }
        driver.function.driverNotifies(0);
        int unused = driver.workers.run(10);
        assertEquals(8, driver.device.held.size());
        driver.breaks(Rule.DESCRIPTORS_IN_USE, hostile -> {
            hostile.available(0, 0, 9);
            hostile.function.driverNotifies(0);
        });
    }

    @Test
    @Breaks(Rule.DESCRIPTORS_IN_USE)
    void aPackedRingGoesRoundBeforeAnythingIsUsed() {
        HostileDriver driver = new HostileDriver(new RingKind(true, true, false, 8), Order.HELD).begin();
        for (int i = 0; i < 8; i++) {
            driver.descriptor(i, DATA, 8, i < 7 ? NEXT : 0, 0);
        }
        driver.offer();
        int unused = driver.workers.run(10);
        assertEquals(1, driver.device.held.size());
        driver.breaks(Rule.DESCRIPTORS_IN_USE, hostile -> {
            hostile.descriptor(hostile.ring.descriptors(), DATA, 8, 1 << 15, 0);
            hostile.function.driverNotifies(0);
        });
    }

    @Test
    @Breaks(Rule.READABLE_AFTER_WRITABLE)
    void aReadableBufferComesLast() {
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(Rule.READABLE_AFTER_WRITABLE, driver -> {
                driver.descriptor(0, DATA, 8, WRITE | NEXT, 1);
                driver.descriptor(1, DATA + 8, 8, 0, 0);
                driver.offer();
            });
        }
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(Rule.READABLE_AFTER_WRITABLE, driver -> {
                driver.descriptor(TABLE, DATA, 8, WRITE | NEXT, 1);
                driver.descriptor(TABLE + 16, DATA + 8, 8, 0, 0);
                driver.descriptor(0, TABLE, 32, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.BUFFER_OUTSIDE_RAM)
    void aBufferIsNotRam() {
        for (long[] buffer : OUTSIDE) {
            for (int flags : new int[] {0, WRITE}) {
                for (HostileDriver each : HostileDriver.both()) {
                    each.begin().breaks(Rule.BUFFER_OUTSIDE_RAM, driver -> {
                        driver.descriptor(0, buffer[0], buffer[1], flags, 0);
                        driver.offer();
                    });
                }
                for (HostileDriver each : HostileDriver.both()) {
                    each.begin().breaks(Rule.BUFFER_OUTSIDE_RAM, driver -> {
                        driver.descriptor(TABLE, DATA, 8, NEXT, 1);
                        driver.descriptor(TABLE + 16, buffer[0], buffer[1], flags, 0);
                        driver.descriptor(0, TABLE, 32, INDIRECT, 0);
                        driver.offer();
                    });
                }
            }
        }
    }

    @Test
    @Breaks(Rule.CHAIN_TOO_BIG)
    void aChainHasMoreThanFourGibibytes() {
        long size = 16 << 20;
        for (boolean packed : new boolean[] {false, true}) {
            RingKind kind = new RingKind(packed, true, false, 512);
            HostileDriver driver = new HostileDriver(kind, Order.AT_ONCE, size).begin();
            driver.device.limit = 0;
            for (int i = 0; i < 257; i++) {
                driver.descriptor(i, HIGH, i < 256 ? size : 0, i < 256 ? NEXT : 0, i + 1);
            }
            driver.offer();
            int unused = driver.workers.run(10);
            assertEquals(List.of(), driver.faults.all(), "2^32 bytes are allowed");

            HostileDriver more = new HostileDriver(kind, Order.AT_ONCE, size).begin();
            more.breaks(Rule.CHAIN_TOO_BIG, hostile -> {
                for (int i = 0; i < 257; i++) {
                    hostile.descriptor(i, HIGH, i < 256 ? size : 1, i < 256 ? NEXT : WRITE, i + 1);
                }
                hostile.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.INDIRECT_NOT_NEGOTIATED)
    void aTableWithoutTheFeature() {
        for (boolean packed : new boolean[] {false, true}) {
            HostileDriver direct = new HostileDriver(new RingKind(packed, false, false, 8), Order.AT_ONCE);
            direct.begin().breaks(Rule.INDIRECT_NOT_NEGOTIATED, driver -> {
                driver.descriptor(TABLE, DATA, 8, 0, 0);
                driver.descriptor(0, TABLE, 16, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.INDIRECT_WITH_NEXT)
    void aTableIsNotTheEnd() {
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(Rule.INDIRECT_WITH_NEXT, driver -> {
                driver.descriptor(TABLE, DATA, 8, 0, 0);
                driver.descriptor(0, TABLE, 16, INDIRECT | NEXT, 1);
                driver.descriptor(1, DATA, 8, 0, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.INDIRECT_WITH_NEXT)
    void aPackedTableComesAfterABuffer() {
        HostileDriver.packed().begin().breaks(Rule.INDIRECT_WITH_NEXT, driver -> {
            driver.descriptor(TABLE, DATA, 8, 0, 0);
            driver.descriptor(0, DATA, 8, NEXT, 0);
            driver.descriptor(1, TABLE, 16, INDIRECT, 0);
            driver.offer();
        });
    }

    @Test
    @Breaks(Rule.INDIRECT_NESTED)
    void aTableInATable() {
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(Rule.INDIRECT_NESTED, driver -> {
                driver.descriptor(TABLE, TABLE, 16, INDIRECT, 0);
                driver.descriptor(0, TABLE, 16, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks({Rule.INDIRECT_SIZE, Rule.INDIRECT_TOO_LONG})
    void aTableOfAnImpossibleSize() {
        for (long size : new long[] {0, 1, 15, 17, 0x7fff_ffff, 0xffff_ffffL}) {
            table(Rule.INDIRECT_SIZE, TABLE, size);
        }
        for (long size : new long[] {16 * 9, 0x7fff_fff0, 0x8000_0000L, 0xffff_fff0L}) {
            table(Rule.INDIRECT_TOO_LONG, TABLE, size);
        }
    }

    @Test
    @Breaks(Rule.INDIRECT_OUTSIDE_RAM)
    void aTableIsNotRam() {
        for (long address : new long[] {LOW_END - 16, LOW_END, HIGH - 16, HIGH + HIGH_SIZE - 16, -16, -32, 1L << 63}) {
            table(Rule.INDIRECT_OUTSIDE_RAM, address, 32);
        }
    }

    private static void table(Rule rule, long address, long size) {
        for (HostileDriver each : HostileDriver.both()) {
            each.begin().breaks(rule, driver -> {
                driver.descriptor(0, address, size, INDIRECT, 0);
                driver.offer();
            });
        }
    }

    @Test
    @Breaks(Rule.EVENT_FLAGS_RESERVED)
    void thePackedEventFlagsAreReserved() {
        for (int flags : new int[] {2, 3, 0xffff}) {
            HostileDriver.packed()
                    .begin()
                    .breaks(
                            Rule.EVENT_FLAGS_RESERVED,
                            true,
                            List.of(new DriverRing.Buffer(DATA + 8, 8, true)),
                            driver -> {
                                driver.memory.putShort(driver.ring.driverPart() + 2, (short) flags);
                                driver.descriptor(0, DATA, 8, NEXT, 0);
                                driver.descriptor(1, DATA + 8, 8, WRITE, 0);
                                driver.offer();
                            });
        }
    }
}
