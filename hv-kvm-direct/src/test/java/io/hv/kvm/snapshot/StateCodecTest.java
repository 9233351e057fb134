package io.hv.kvm.snapshot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hv.kvm.bus.Bytes;
import io.hv.kvm.bus.Later;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class StateCodecTest {

    enum Mode {
        ON,
        OFF
    }

    record Inner(int number, Mode mode) {
        Inner {
            if (number < 0) {
                throw new IllegalArgumentException("number " + number + " is negative");
            }
        }
    }

    record Everything(
            boolean flag,
            byte b,
            short s,
            char c,
            int i,
            long l,
            float f,
            double d,
            String text,
            Bytes bytes,
            List<Inner> inners,
            List<List<Long>> deep,
            Inner inner,
            StateNode raw) {}

    @SuppressWarnings("ArrayRecordComponent") // that arrays work is what this record is for
    record Arrays(byte[] bytes, int[] ints, long[] longs) {}

    record One(int number) {}

    record Renamed(int amount, boolean fresh) {}

    record Old(int number) {}

    record Grown(
            int number,
            @Later boolean flag,
            @Later long count,
            @Later String text,
            @Later Bytes bytes,
            @Later List<Inner> inners) {}

    record Many(List<Inner> inners) {}

    record Strange(Object thing) {}

    record Nested(List<Nested> below) {}

    private static final Everything SAMPLE = new Everything(
            true,
            (byte) -128,
            (short) 32767,
            '\u20ac',
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            1.5f,
            Double.NaN,
            "h\u00fc\ud83d\ude00\0",
            Bytes.of((byte) 0, (byte) -1),
            List.of(new Inner(1, Mode.ON), new Inner(2, Mode.OFF)),
            List.of(List.of(), List.of(1L, -1L, Long.MAX_VALUE)),
            new Inner(3, Mode.ON),
            StateCodec.describe(new One(4)));

    @Test
    void aRecordComesBackEqual() {
        byte[] encoded = StateCodec.encode(SAMPLE);
        assertEquals(SAMPLE, StateCodec.decode(encoded, Everything.class));
        assertArrayEquals(encoded, StateCodec.encode(StateCodec.decode(encoded, Everything.class)));
    }

    @Test
    void arraysComeBackEqual() {
        Arrays saved = new Arrays(new byte[] {1, -1}, new int[] {Integer.MAX_VALUE, -5}, new long[] {Long.MIN_VALUE});
        Arrays back = StateCodec.decode(StateCodec.encode(saved), Arrays.class);
        assertArrayEquals(saved.bytes(), back.bytes());
        assertArrayEquals(saved.ints(), back.ints());
        assertArrayEquals(saved.longs(), back.longs());
    }

    @Test
    void aNodeShowsNamesAndValuesWithoutTheClass() {
        StateNode node = StateCodec.read(StateCodec.encode(new Inner(7, Mode.OFF)));
        assertEquals("StateCodecTest.Inner", node.type());
        assertEquals(List.of("number", "mode"), List.copyOf(node.names()));
        assertEquals(7L, node.get("number"));
        assertEquals("OFF", node.get("mode"));
    }

    @Test
    void whatCameLaterIsNothingInAnOlderState() {
        StateNode old = StateCodec.describe(new Old(7));
        StateNode grown =
                StateCodec.describe(new Grown(1, true, 2, "t", Bytes.of((byte) 3), List.of(new Inner(1, Mode.ON))));
        StateNode older = grown;
        for (String name : List.of("flag", "count", "text", "bytes", "inners")) {
            older = older.without(name);
        }
        assertEquals(old.names(), older.names());
        assertEquals(
                new Grown(7, false, 0, "", Bytes.EMPTY, List.of()),
                StateCodec.bind(older.with("number", 7L), Grown.class));
        assertEquals(grown, StateCodec.describe(StateCodec.bind(grown, Grown.class)));
    }

    @Test
    void namesAreWrittenOnce() {
        List<Inner> many = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            many.add(new Inner(5, Mode.ON));
        }
        assertTrue(StateCodec.encode(new Many(many)).length < 1000 * 12);
    }

    record WrongLater(@Later Inner inner) {}

    @Test
    void whatCameLaterIsNotWrittenWhereItIsNotThere() {
        Grown small = new Grown(1, false, 0, "", Bytes.EMPTY, List.of());
        assertEquals(Set.of("number"), StateCodec.describe(small).names());
        assertEquals(small, StateCodec.decode(StateCodec.encode(small), Grown.class));
        Grown whole = new Grown(1, true, 2, "t", Bytes.of((byte) 3), List.of(new Inner(1, Mode.ON)));
        assertEquals(whole, StateCodec.decode(StateCodec.encode(whole), Grown.class));
        assertMessage(
                "(StateCodecTest.Grown) lacks [number]",
                () -> StateCodec.bind(StateCodec.describe(small).without("number"), Grown.class));
        assertThrows(IllegalStateException.class, () -> StateCodec.encode(new WrongLater(new Inner(1, Mode.ON))));
    }

    @Test
    void differencesAreNamed() {
        StateNode node = StateCodec.describe(new Inner(1, Mode.ON));
        assertMessage(
                "(StateCodecTest.Inner) lacks [mode] has unknown [colour]",
                () -> StateCodec.bind(node.without("mode").with("colour", 5L), Inner.class));
        assertMessage(
                "StateCodecTest.Inner.mode: Mode has no DIM",
                () -> StateCodec.bind(node.with("mode", "DIM"), Inner.class));
        assertMessage(
                "StateCodecTest.Inner.number: 4294967296 is outside",
                () -> StateCodec.bind(node.with("number", 1L << 32), Inner.class));
        assertMessage(
                "StateCodecTest.Inner.number should be a Long and is a String",
                () -> StateCodec.bind(node.with("number", "1"), Inner.class));
        assertMessage(
                "StateCodecTest.Inner: number -1 is negative",
                () -> StateCodec.bind(node.with("number", -1L), Inner.class));
        assertMessage(
                "StateCodecTest.One should be a StateCodecTest.One and is a StateCodecTest.Inner",
                () -> StateCodec.bind(node, One.class));
        StateNode outer = StateCodec.describe(SAMPLE);
        assertMessage(
                "StateCodecTest.Everything.inners[1].number should be",
                () -> StateCodec.bind(
                        outer.with("inners", List.of(node, node.with("number", true))), Everything.class));
    }

    @Test
    void aLaterVersionRewritesAnOlderNode() {
        StateNode old = StateCodec.read(StateCodec.encode(new One(9)));
        StateNode migrated = StateNode.of("StateCodecTest.Renamed")
                .with("amount", old.get("number"))
                .with("fresh", true);
        assertEquals(new Renamed(9, true), StateCodec.decode(StateCodec.write(migrated), Renamed.class));
    }

    @Test
    void whatCannotBeSavedIsNamed() {
        assertMessage(
                "Strange.thing: a java.lang.Object cannot be part", () -> StateCodec.encode(new Strange(new Object())));
        Nested deep = new Nested(List.of());
        for (int i = 0; i < 100_000; i++) {
            deep = new Nested(List.of(deep));
        }
        Nested tooDeep = deep;
        assertMessage("nested deeper", () -> StateCodec.encode(tooDeep));
        assertMessage("surrogate", () -> StateCodec.write(StateNode.of("x").with("text", "\ud800")));
    }

    @Test
    void everyCutIsRefused() {
        byte[] encoded = StateCodec.encode(SAMPLE);
        for (int length = 0; length < encoded.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(encoded, length);
            assertThrows(StateFormatException.class, () -> StateCodec.read(cut));
        }
        byte[] longer = java.util.Arrays.copyOf(encoded, encoded.length + 1);
        assertMessage("1 bytes follow the state", () -> StateCodec.read(longer));
    }

    @Test
    void strangersAreRefusedByName() {
        assertMessage("no saved state", () -> StateCodec.read("QEVM...".getBytes(StandardCharsets.UTF_8)));
        byte[] encoded = StateCodec.encode(new One(1));
        encoded[3] = 9;
        assertMessage("format 9; this version reads format 1", () -> StateCodec.read(encoded));
    }

    /** Whatever a byte is changed to, reading ends in a node or in the one exception. */
    @Test
    void damageNeverEndsInAnythingElse() {
        byte[] encoded = StateCodec.encode(SAMPLE);
        Random random = new Random(42);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = encoded.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
            }
            try {
                StateCodec.bind(StateCodec.read(damaged), Everything.class);
            } catch (StateFormatException e) {
                refused++;
            }
        }
        assertTrue(refused > 10_000, "only " + refused + " damages were noticed");
    }

    /** Lists in lists in lists: 64 deep is read, deeper is refused and not a stack overflow. */
    @Test
    void hostileDepthAndLengthAllocateLittle() {
        byte[] deep = new byte[1_000_000];
        byte[] head = {'H', 'V', 'S', 1, 0, 1, 'x', 1, 0, 1, 'y'};
        System.arraycopy(head, 0, deep, 0, head.length);
        for (int i = head.length; i < deep.length - 1; i += 2) {
            deep[i] = NodeFormat.LIST;
            deep[i + 1] = 1;
        }
        assertMessage("nested deeper", () -> StateCodec.read(deep));
        byte[] greedy = {'H', 'V', 'S', 1, 0, 1, 'x', 1, 0, 1, 'y', NodeFormat.BYTES, -1, -1, -1, -1, 7};
        assertMessage("a length of 2147483647", () -> StateCodec.read(greedy));
    }

    private static void assertMessage(String part, Executable action) {
        StateFormatException thrown = assertThrows(StateFormatException.class, action);
        assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown::getMessage);
    }
}
