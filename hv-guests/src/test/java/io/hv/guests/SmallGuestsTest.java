package io.hv.guests;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.guests.SmallGuest.Ending;
import io.hv.guests.SmallGuest.Format;
import io.hv.guests.SmallGuest.Parameter;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SmallGuestsTest {

    @Test
    void everyAccessorIsInTheCatalogue() throws Exception {
        List<String> accessors = new ArrayList<>();
        for (Method m : SmallGuests.class.getDeclaredMethods()) {
            if (Modifier.isPublic(m.getModifiers()) && m.getReturnType() == SmallGuest.class) {
                accessors.add(((SmallGuest) m.invoke(null)).name());
            }
        }
        Set<String> all = new HashSet<>();
        SmallGuests.all().forEach(g -> assertTrue(all.add(g.name()), g.name() + " is twice in the catalogue"));
        assertEquals(all, new HashSet<>(accessors));
    }

    @Test
    void aFlatGuestBeginsWithAJumpOverItsParameters() {
        for (SmallGuest guest : SmallGuests.all()) {
            if (guest.format() != Format.FLAT) {
                continue;
            }
            byte[] bytes = guest.bytes();
            assertEquals((byte) 0xeb, bytes[0], guest + ": jmp rel8");
            int end = SmallGuest.PARAMETERS_OFFSET + guest.parameters().size() * SmallGuest.PARAMETER_SIZE;
            assertEquals(end, 2 + bytes[1], guest + ": the jump lands behind the parameters the catalogue knows");
        }
    }

    @Test
    void filesHaveTheMagicOfTheirFormat() {
        for (SmallGuest guest : SmallGuests.all()) {
            byte[] bytes = guest.bytes();
            boolean elf = bytes[0] == 0x7f && bytes[1] == 'E' && bytes[2] == 'L' && bytes[3] == 'F';
            boolean expected = guest.format() == Format.ELF
                    || guest.format() == Format.PVH
                    || guest.name().equals("multiboot-elf");
            assertEquals(expected, elf, guest.toString());
        }
        assertEquals((byte) 0x55, SmallGuests.helloReal().bytes()[510], "boot sector signature");
    }

    @Test
    void defaultsAreThoseTheSourcesDocument() {
        assertEquals(
                Map.of("rounds", 16L, "every", 4L, "kinds", 0x7fL, "port", 0x80L, "mmio", 0xd0000000L),
                values(SmallGuests.counter()));
        assertEquals(Map.of("count", 1_000_000L, "where", 0x80L), values(SmallGuests.hammerOut()));
        assertEquals(Map.of("count", 1_000_000L, "where", 0xd0000000L), values(SmallGuests.hammerMmioRead()));
        assertEquals(
                Map.of("lowEnd", 0x8000000L, "highStart", 0x100000000L, "highEnd", 0L), values(SmallGuests.edges()));
        assertEquals(Map.of("pm1", 0x600L, "s5", 5L), values(SmallGuests.powerButton()));
        assertEquals(Map.of("vcpus", 2L), values(SmallGuests.smp()));
        assertEquals(Map.of("value", 42L), values(SmallGuests.debugExit()));
        assertEquals(Map.of("ticks", 100L, "divisor", 1193L), values(SmallGuests.pitTimer()));
        assertEquals(Map.of("ticks", 100L, "period", 62500L), values(SmallGuests.lapicTimer()));
        assertEquals(Map.of("seed", 1L, "widest", 4L), values(SmallGuests.portStorm()));
        assertEquals(
                Map.of("registers", 0xf0000000L, "first", 8L, "requests", 16L, "sleeps", 0L, "line", 16L, "broken", 0L),
                values(SmallGuests.virtioBlkMmio()));
        assertEquals(0xe0000000L, SmallGuests.virtioBlkPci().value("registers"));
        assertEquals(17L, SmallGuests.virtioBlkPci().value("line"));
        assertEquals(Map.of("registers", 0xf0000000L), values(SmallGuests.virtioConsoleMmio()));
        assertEquals(Map.of("registers", 0xe0000000L), values(SmallGuests.virtioConsolePci()));
        assertEquals(
                Map.of(
                        "registers",
                        0xf0000000L,
                        "depth",
                        32L,
                        "bytes",
                        4096L,
                        "warmup",
                        1000L,
                        "count",
                        10000L,
                        "blocks",
                        4096L),
                values(SmallGuests.virtioHammer()));
        assertEquals(
                Map.of(
                        "registers",
                        0xf0000000L,
                        "echoes",
                        0L,
                        "bytes",
                        60L,
                        "depth",
                        32L,
                        "warmup",
                        1000L,
                        "count",
                        10000L,
                        "peer",
                        0xffff_ffff_ffffL,
                        "checks",
                        1L,
                        "sleeps",
                        0L,
                        "line",
                        16L),
                values(SmallGuests.virtioNetMmio()));
        assertEquals(0xe0000000L, SmallGuests.virtioNetPci().value("registers"));
        assertEquals(17L, SmallGuests.virtioNetPci().value("line"));
        assertEquals(
                Map.of("waits", 0L, "times", 3L, "touched", 0L, "dirtied", 0L, "gpe", 0x620L, "event", 5L),
                values(SmallGuests.generation()));
    }

    private static Map<String, Long> values(SmallGuest guest) {
        return guest.parameters().stream()
                .collect(java.util.stream.Collectors.toMap(Parameter::name, p -> guest.value(p.name())));
    }

    @Test
    void withChangesACopyAndOneParameterOnly() {
        SmallGuest before = SmallGuests.counter();
        byte[] bytes = before.bytes();
        SmallGuest after = before.with("kinds", 0x8000_0000_0000_00ffL);
        assertArrayEquals(bytes, before.bytes());
        assertEquals(0x8000_0000_0000_00ffL, after.value("kinds"));
        assertEquals(before.value("every"), after.value("every"));
        assertEquals(before.value("port"), after.value("port"));
        assertNotEquals(before.bytes()[32], after.bytes()[32]);
    }

    @Test
    void bytesAreACopy() {
        SmallGuest guest = SmallGuests.helloLong();
        guest.bytes()[0] = 0;
        assertEquals((byte) 0xeb, guest.bytes()[0]);
    }

    @Test
    void anUnknownParameterNamesThoseThatAre() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class, () -> SmallGuests.smp().with("cpus", 3));
        assertTrue(String.valueOf(e.getMessage()).contains("[vcpus]"), e.toString());
    }

    @Test
    void exitStatusFollowsTheValueAndTheEnding() {
        assertEquals(85, SmallGuests.debugExit().exitStatus().getAsInt());
        assertEquals(15, SmallGuests.debugExit().with("value", 7).exitStatus().getAsInt());
        assertEquals(33, SmallGuests.counter().with("rounds", 7).exitStatus().getAsInt());
        for (SmallGuest guest : SmallGuests.all()) {
            assertEquals(guest.ending() == Ending.DEBUG_EXIT, guest.exitStatus().isPresent(), guest.toString());
        }
    }

    @Test
    void consolePatternsKnowRightFromWrong() {
        assertTrue(SmallGuests.edges()
                .console()
                .matcher("edges: page 0000000000000000 ok\nedges: beyond 0000000008000000 ok\nedges done\n")
                .matches());
        assertFalse(SmallGuests.edges()
                .console()
                .matcher("edges: page 0000000000000000 differs\nedges done\n")
                .matches());
        assertTrue(SmallGuests.hammerIn().console().matcher("").matches());
        assertTrue(SmallGuests.multibootElf()
                .console()
                .matcher("hello from multiboot\nmodule: a b bytes 00000001 sum 0000000a\nmultiboot done\n")
                .matches());
    }
}
