package io.hv.kvm.boot;

import io.hv.kvm.memory.GuestMemory;
import io.hv.kvm.memory.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The entry of a coverage-guided fuzzer, as Jazzer calls it: {@code ci/full.d/fuzz-boot.sh} does. Property
 * {@code hv.fuzz.loader} names the {@link Loader}.
 */
public final class LoaderFuzz {

    private static final GuestMemory MEMORY =
            GuestMemory.onHeap(new Region(0, 4 << 20, 0), new Region(1L << 32, 1 << 20, 4 << 20));
    private static final Loader LOADER = Loader.valueOf(System.getProperty("hv.fuzz.loader", "ELF"));

    private LoaderFuzz() {}

    /** One input of the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        run(LOADER, input, "fuzzed");
    }

    static void run(Loader loader, byte[] input, String what) {
        loader.survives(MEMORY, ByteBuffer.wrap(input), what);
    }

    /** Writes what fuzzing begins with into a folder for each loader. */
    public static void main(String[] folder) throws IOException {
        for (Loader loader : Loader.values()) {
            Path into = Files.createDirectories(Path.of(folder[0], loader.name().toLowerCase(java.util.Locale.ROOT)));
            int count = 0;
            for (byte[] seed : FuzzSeeds.of(loader)) {
                Files.write(into.resolve("seed" + count++), seed);
            }
        }
    }
}
