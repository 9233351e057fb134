package io.hv.kvm.virtio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The entry of a coverage-guided fuzzer, as Jazzer calls it: {@code ci/virtio-fuzz.sh} has it do so. Property
 * {@code hv.fuzz.device} names the {@link FuzzedDevice}, {@code hv.fuzz.ring} the kind of ring, SPLIT or PACKED.
 */
public final class VirtioFuzz {

    private static final FuzzedDevice DEVICE = FuzzedDevice.valueOf(System.getProperty("hv.fuzz.device", "ECHO"));
    private static final boolean PACKED = "PACKED".equals(System.getProperty("hv.fuzz.ring", "SPLIT"));

    /** Programs that begin well: a request, one with a table, and one after a new beginning from a saved state. */
    private static final List<String> SEEDS = List.of(
            "00 030012101101 0301130812 00 0400 00 0502 0600 0e00 0e00",
            "01 038012081101 0381130822 00 0300000f24 00 0400 00 0502 0600 0e00",
            "02 0300121012 00 0400 00 0f00020000 0502 0600 0d 0e00 0b 0d 0502 0600",
            "04 0703 0800 0000 0801 0001 070b 0900 08100818 0a0001 070f 0502");

    private VirtioFuzz() {}

    /** One input of the fuzzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        new HostileProgram(DEVICE, PACKED, input).run();
    }

    /** The folder of a target's corpus. */
    static String folder(FuzzedDevice device, boolean packed) {
        return "virtio-" + device.name().toLowerCase(Locale.ROOT) + (packed ? "-packed" : "-split");
    }

    /** Writes what fuzzing begins with into a folder for each target. */
    public static void main(String[] folder) throws IOException {
        for (FuzzedDevice device : FuzzedDevice.values()) {
            for (boolean packed : new boolean[] {false, true}) {
                Path into = Files.createDirectories(Path.of(folder[0], folder(device, packed)));
                List<byte[]> seeds = new ArrayList<>();
                SEEDS.forEach(seed -> seeds.add(HexFormat.of().parseHex(seed.replace(" ", ""))));
                seeds.addAll(device == FuzzedDevice.FS ? FsSeeds.of(packed) : List.of());
                for (int i = 0; i < seeds.size(); i++) {
                    Path unused = Files.write(into.resolve("seed" + i), seeds.get(i));
                }
            }
        }
    }
}
