package io.hv.kvm.device;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** One thing that happens to a device. Random steps are biased to what finds faults, and repeatable by their seed. */
sealed interface Step {

    record Read(int offset, int size) implements Step {}

    record Write(int offset, int size, long value) implements Step {}

    record Advance(long nanos) implements Step {}

    record FromOutside(int index, long seed) implements Step {}

    /** Commands and magic values of the devices here: a random byte would seldom hit one. */
    List<Integer> TELLING = List.of(
            0x00, 0x01, 0x02, 0x03, 0x06, 0x07, 0x0b, 0x0c, 0x0e, 0x0f, 0x20, 0x26, 0x60, 0x7f, 0x80, 0x82, 0x83, 0xa9,
            0xaa, 0xab, 0xad, 0xae, 0xc1, 0xd0, 0xd1, 0xd2, 0xd3, 0xd4, 0xf0, 0xf1, 0xfe, 0xff);

    /** What a driver might do: sizes and offsets that the hardware has. */
    static List<Step> plausible(Random random, int window, int outside, int count) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int size = random.nextInt(4) > 0 ? 1 : 1 << random.nextInt(3);
            int offset = random.nextInt(window);
            int kind = random.nextInt(12);
            if (kind >= 10 && outside > 0) {
                steps.add(new FromOutside(random.nextInt(outside), random.nextLong()));
            } else if (kind <= 1) {
                steps.add(new Advance(nanos(random)));
            } else if (kind <= 5) {
                steps.add(new Write(offset, size, value(random, size)));
            } else {
                steps.add(new Read(offset, size));
            }
        }
        return steps;
    }

    /** What a guest can do to hurt, and some that it cannot. */
    static Step hostile(Random random, int window, int outside) {
        int offset = random.nextInt(window + 16) - (random.nextInt(50) == 0 ? 8 : 0);
        int size = random.nextInt(9);
        return switch (random.nextInt(8)) {
            case 0 ->
                outside == 0
                        ? new Read(Integer.MAX_VALUE - random.nextInt(4), size)
                        : new FromOutside(random.nextInt(outside), random.nextLong());
            case 1 -> new Advance(nanos(random));
            case 2, 3 -> new Read(offset, size);
            default -> new Write(offset, size, random.nextBoolean() ? random.nextLong() : value(random, size));
        };
    }

    private static long nanos(Random random) {
        return random.nextLong(1L << random.nextInt(42)); // up to an hour, mostly short
    }

    private static long value(Random random, int size) {
        long value = switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> 1L << random.nextInt(32);
            default -> TELLING.get(random.nextInt(TELLING.size()));
        };
        return size >= Long.BYTES ? value : value & ((1L << (Byte.SIZE * size)) - 1);
    }
}
