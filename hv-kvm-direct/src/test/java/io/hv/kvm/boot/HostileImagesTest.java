package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.hv.guests.SmallGuests;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files with noise in their headers: whatever they say, the loader gives a plan that holds, or a BootException. */
class HostileImagesTest {

    private static final int ROUNDS = 4000;
    private static final int[] TELLING = {0, 1, 2, 0x7f, 0x80, 0xff};

    private static final GuestMemory MEMORY =
            GuestMemory.onHeap(new Region(0, 24 << 20, 0), new Region(1L << 32, 1 << 20, 24 << 20));

    static Stream<Arguments> images() {
        BiFunction<GuestLayout, BootFile, BootPlan> multiboot = (layout, file) -> MultibootLoader.load(
                layout, file, "line", List.of(new MultibootModule(BootFile.of("m", new byte[5000]), "m")));
        BiFunction<GuestLayout, BootFile, BootPlan> linux =
                (layout, file) -> LinuxLoader.load(layout, file, BootFile.of("i", new byte[5000]), "line");
        return Stream.of(
                Arguments.of("elf32", SmallGuests.helloElf32().bytes(), 0, 120, elf()),
                Arguments.of("elf64", SmallGuests.helloElf64().bytes(), 0, 180, elf()),
                Arguments.of("multiboot elf", SmallGuests.multibootElf().bytes(), 0, 120, multiboot),
                Arguments.of("multiboot flat", SmallGuests.multibootFlat().bytes(), 12, 32, multiboot),
                Arguments.of("multiboot header", SmallGuests.multibootFlat().bytes(), 0, 32, multiboot),
                Arguments.of("linux", FakeKernel.plain(), 0x1f1, 0x270, linux));
    }

    private static BiFunction<GuestLayout, BootFile, BootPlan> elf() {
        return ElfLoader::load;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void noiseIsAFaultOrAPlanThatHolds(
            String name, byte[] good, int from, int to, BiFunction<GuestLayout, BootFile, BootPlan> loader) {
        int plans = 0;
        int faults = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            byte[] bad = mutate(good, from, to, new Random(seed));
            try {
                Plans.check(
                        loader.apply(new GuestLayout(MEMORY), BootFile.of(name, bad)), MEMORY, name + " seed " + seed);
                plans++;
            } catch (BootException expected) {
                faults++;
            } catch (RuntimeException e) {
                fail(name + " seed " + seed, e);
            }
        }
        assertTrue(
                faults > 0 && plans > 0, name + ": " + faults + " faults, " + plans + " plans: the noise is one-sided");
    }

    private static byte[] mutate(byte[] good, int from, int to, Random random) {
        byte[] bad = good.clone();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            int at = from + random.nextInt(to - from);
            bad[at] = (byte) (random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(256));
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad;
    }
}
