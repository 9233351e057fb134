package io.hv.kvm.boot;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.hv.kvm.boot.DamagedImages.Image;
import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Images cut at 200 places, and with 200 bits flipped in their headers: a clear error, or a plan that holds. A stock kernel
 * is among them where one is given by the property {@code hv.test.kernel} or the environment HV_TEST_KERNEL.
 */
class DamagedImagesTest {

    private static final int COUNT = 200;
    private static final int MIB = 1 << 20;

    static List<Image> images() {
        return DamagedImages.small();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("images")
    void smallOnes(Image image) {
        damage(image, GuestMemory.onHeap(new Region(0, 24L * MIB, 0), new Region(1L << 32, MIB, 24L * MIB)), COUNT);
    }

    @Test
    void theStockKernelThatUnpacksItself() throws IOException {
        damage(DamagedImages.bzImage(Loader.LINUX, stockKernel()), GuestMemory.onHeap(128L * MIB), COUNT);
    }

    /** Each unpacks up to 50 MiB, so they are fewer; what they add is the size of a real payload. */
    @Test
    void theStockKernelUnpackedOutside() throws IOException {
        damage(DamagedImages.bzImage(Loader.UNPACKING, stockKernel()), GuestMemory.onHeap(128L * MIB), 10);
    }

    private static void damage(Image image, GuestMemory memory, int count) {
        assertTrue(image.loader().survives(memory, image.bytes(), image.toString()), image + " is not good");
        int faults = 0;
        for (ByteBuffer cut : image.cuts(count)) {
            faults += image.loader().survives(memory, cut, image + " cut at " + cut.limit()) ? 0 : 1;
        }
        assertTrue(faults > count / 4, image + ": only " + faults + " of " + count + " cuts are faults");
        for (int seed = 0; seed < count; seed++) {
            image.loader().survives(memory, image.flipped(seed), image + " flipped by seed " + seed);
        }
    }

    private static ByteBuffer stockKernel() throws IOException {
        Optional<String> given = Optional.ofNullable(System.getProperty("hv.test.kernel"))
                .or(() -> Optional.ofNullable(System.getenv("HV_TEST_KERNEL")));
        assumeTrue(
                given.isPresent(),
                "no stock kernel: name a bzImage by -Dhv.test.kernel=FILE or HV_TEST_KERNEL to run these tests");
        try (FileChannel channel = FileChannel.open(Path.of(given.get()))) {
            return channel.map(MapMode.READ_ONLY, 0, channel.size());
        }
    }
}
